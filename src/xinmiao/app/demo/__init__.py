"""An invented school, made by running operations, to try the program and to show it.

Owns invented people only: area code 990000 is not assigned to any county, and no telephone number begins
with 100. Never touches a real school's files: it works in a folder of its own.
"""

MARK = "invented-school"
"""A file of this name lies in the folder of an invented school; only such a folder is ever emptied."""

PASSWORD = "试用 这所 虚构 学校"  # noqa: S105 -- invented, protects nothing
"""Of all accounts of an invented school; it is shown to whoever tries the program."""
