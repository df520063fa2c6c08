"""The rules of the letter box."""
