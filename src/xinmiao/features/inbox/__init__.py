"""The inbox: what arrived for the counsellors in envelopes and was not taken over yet.

Owns which envelopes wait, and setting aside what cannot be taken over. Does not own what an envelope holds nor
the records made of it: each feature declares that for its kinds (`Feature.arrivals`), and `app.inbox` runs it.
"""
