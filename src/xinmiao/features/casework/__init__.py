"""Cases and counselling notes 个案与辅导记录: what is done in the room and what was written of it.

Owns cases, notes with their signing, amending, moving and voiding, and the search in notes. Terms: case
个案, counselling note 辅导记录, draft, signed, amended, moved 已移出, voided 作废. Who writes: the case's own
counsellor; colleagues read (hand-over comes with its own module). Does not own growth files.
"""
