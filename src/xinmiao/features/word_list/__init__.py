"""The school's own list of the word guard: words added, words of the shipped list switched off.

Owns the rows. What is found in a text is decided by `documents.word_guard`; where it is shown, by `ui.word_guard`.
"""
