"""Printing for a list 批量打印: papers of many students in one job, in the order of class and number.

Owns the choice of students and of the paper, and that each student's paper is asked for and recorded like a single
one. What a paper holds belongs to the feature that brings it (`BatchPaper`).
"""
