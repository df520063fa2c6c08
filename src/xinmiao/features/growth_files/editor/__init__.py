"""What is typed into a growth file: its opening and its profile."""
