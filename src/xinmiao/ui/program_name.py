"""The program's name, as it stands in the title of every window: never a name of a person or of the school."""

TITLE = "心苗"
