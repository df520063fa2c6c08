"""Students, classes, guardians and class teachers: who is at the school, and how a sheet becomes that.

Owns the roster's records and its import. Terms: student 学生, class 班级, guardian 监护人, school year 学年.
Does not own growth files or cases, which refer to students.
"""
