"""The questions of appointments, and how one is read."""
