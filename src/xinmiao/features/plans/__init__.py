"""Plans 一生一策: what the school agreed to do for one student, with its goals, measures and reviews.

Owns every version of a plan, who agreed to it, how each goal goes on, and what of it is due. A version that was
agreed is never rewritten: a change makes the next one, and the earlier stay readable. Does not own the growth file
a plan belongs to, nor the one-page light plan.
"""
