"""The roster on the screen: the list of students and the import of a sheet.

students: the list; importing: the import, with one module for each of its steps.
"""
