"""What is typed of groups: the group itself, its members, its meetings."""
