"""Staff 教职工: the people who work at the school, most of whom never sign in.

Owns who they are, what they teach, how they are reached, and which account is theirs, if any. Does not own
their posts: who is class teacher of a class or mentor of a student is the roster's, which names them from here.
"""
