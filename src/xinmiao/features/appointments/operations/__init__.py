"""What can be done with appointments; the only door to them."""
