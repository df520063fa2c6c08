"""The letter box: its openings, the letters found in it, how each was answered, and the papers around it.

Owns letters and openings, the reply codes by which a child without a name finds the answer on the board, and the
clocks. A letter is data of the counsellors and of nobody else. Cases begun by a letter are `features.casework`'s.
"""
