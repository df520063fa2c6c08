"""The page of the beginning of a school year."""
