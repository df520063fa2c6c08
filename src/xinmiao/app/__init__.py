"""The program: the only place that knows everything and wires it together.

Owns the order of starting, the list of features, the workspace, and what happens when the program itself fails.
"""
