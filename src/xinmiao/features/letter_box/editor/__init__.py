"""What is asked and read of letters."""
