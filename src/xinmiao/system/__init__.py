"""The computer underneath: files, folders, logs, catalogues, settings of this device.

Knows the kernel and the operating system; knows no database, no window, no paper.
"""
