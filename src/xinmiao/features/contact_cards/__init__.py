"""班级联系卡: what a class teacher may know of how to reach the families of his own class.

The data lie in counselling.db, which he cannot open. A counsellor's side seals an excerpt to him and to
the counsellors, and keeps it up to date; nobody prints or exports it.
"""
