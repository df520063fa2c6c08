"""Adding and correcting one student by hand.

student: the form; saving: drafts, saving and conflicts; fields and guardians: the parts that need a hand of their own.
"""
