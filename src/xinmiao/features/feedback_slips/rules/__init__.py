"""The rules of feedback slips."""
