"""Group counselling: groups with their members, meetings, attendance, and a private line for each member.

Owns what is written of a group and of a member in it. The shared note never holds what belongs to one member: that
stands in the private line, which goes to the member's own timeline and file and never on the group's sheet.
"""
