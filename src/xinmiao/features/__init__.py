"""One folder for each thing the counselling room names."""
