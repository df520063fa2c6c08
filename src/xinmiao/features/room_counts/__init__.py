"""给校领导的数字: how much the counselling room did in a school year, in totals of the school.

Owns the envelope the totals travel in, from the counsellors to the leadership. What is counted is counted by the
slices that hold it; no name, class or student is among it.
"""
