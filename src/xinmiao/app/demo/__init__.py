"""An invented school, made by running operations, to try the program and to show it.

Owns invented people only: area code 990000 is not assigned to any county, and no telephone number begins
with 100. Never touches a real school's files: it works in a folder of its own.
"""
