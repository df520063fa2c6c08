"""Pure decisions about requests for a file: where one stands, what is wrong with it, what is due."""
