"""What is typed of referrals: by a teacher, by the room, step by step; and how a referral is read."""
