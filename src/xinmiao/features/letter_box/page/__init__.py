"""The pages of the letter box: letters and openings, and one letter."""

from xinmiao.features.letter_box.page.letter import LetterPage
from xinmiao.features.letter_box.page.listing import LettersPage

__all__ = ["LetterPage", "LettersPage"]
