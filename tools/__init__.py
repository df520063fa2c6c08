"""What `dev.py` is made of: setting up, checking, texts, building. Not part of the program."""
