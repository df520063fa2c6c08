"""What is decided about appointments; pure."""
