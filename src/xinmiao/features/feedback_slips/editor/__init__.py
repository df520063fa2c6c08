"""What is asked and read of feedback slips."""
