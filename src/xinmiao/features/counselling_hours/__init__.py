"""六小时: how many minutes a full-time counsellor gave to individual and group counselling in each teaching week.

Owns who is full-time, and the weeks of the meter. The minutes themselves are counted by the slices that hold the
notes; lessons never count.
"""
