"""Growth files 成长档案: one for each student the counselling room knows.

Owns the file and its profile (the sections of the guideline), the one timeline that gathers what every
feature knows of a student, and the printed file. Does not own the records the timeline shows.
"""
