"""The windows: Qt widgets, and the threads behind them.

Owns lanes, tasks, jobs, the shell with lock screen and workbench, forms, tables and the look. Knows no feature, no
database and no PDF library: what it needs of them it names as small protocols, which `app.bootstrap` fulfils.
"""
