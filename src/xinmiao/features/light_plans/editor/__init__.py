"""The sheet as it is typed."""
