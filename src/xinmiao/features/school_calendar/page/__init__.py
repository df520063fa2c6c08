"""The pages of the calendar: the year with its days, and periods, lessons and rooms."""
