"""What is typed into a plan: its texts, its growing lists of goals and measures, its reviews."""
