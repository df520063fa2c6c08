"""The command line: everything that can be done without a window.

Passwords come from a prompt or a file descriptor, never from an argument. JSON goes to standard
output, words for people to standard error; an error of the world is one sentence, never a traceback.
"""
