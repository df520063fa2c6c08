"""Referrals: from a teacher to the room, from the room to a hospital or centre; and the agency directory.

Owns both papers, the path of a referral out with its clocks, and what a teacher is told. The text a teacher
writes travels in an envelope; taking it over at a counsellor's sign-in is `features.inbox`.
"""
