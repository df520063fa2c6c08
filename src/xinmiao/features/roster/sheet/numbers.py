"""Identifying numbers: 学籍号 and 身份证件号, their check digits, and the damage Excel does to them.

Owns reading them. The 身份证件号 is never kept: it is checked against the rest of the row and turned into
a keyed digest by a function that is handed in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import mul

from xinmiao.documents.workbook import Cell
from xinmiao.features.roster.records import Sex, StudentNumberKind
from xinmiao.features.roster.sheet.values import DAMAGED_NUMBER, CellProblem, folded
from xinmiao.kernel.texts import Text, _

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_ID = re.compile(r"[0-9]{17}[0-9X]")
_SCIENTIFIC = re.compile(r"[A-Z]?\d(?:\.\d+)?E\+?\d+")
_TEMPORARY = re.compile(r"L[0-9A-Z]{4,30}")
_OTHER = re.compile(r"[0-9A-Z]{4,24}")
_BLANKS = re.compile(r"[\s'`’‘\u200b\ufeff]")
_DIGITS_EXCEL_KEEPS = 15
_KINDS = {"G": StudentNumberKind.NATIONAL, "J": StudentNumberKind.SPECIAL}


@dataclass(frozen=True, slots=True)
class StudentNumber:
    """A 学籍号 as it is kept: upper case, without blanks."""

    number: str
    kind: StudentNumberKind
    warning: Text | None = None

    @property
    def id_number(self) -> str:
        """Return the ID number inside a national student number, or an empty text."""
        return self.number[1:] if self.kind is StudentNumberKind.NATIONAL else ""


def check_character(first_17: str) -> str:
    """Return the 18th character of an ID number (GB 11643, ISO 7064 mod 11-2)."""
    total = sum(map(mul, map(int, first_17), _WEIGHTS))
    return _CHECK_CHARACTERS[total % 11]


@lru_cache(maxsize=64)
def has_right_check_character(id_number: str) -> bool:
    """Return whether an 18-character ID number agrees with its check character."""
    return _ID.fullmatch(id_number) is not None and check_character(id_number[:17]) == id_number[17]


def _number_text(cell: Cell) -> str:
    """Return the characters of a number; refuse what Excel has changed."""
    text = folded(cell).upper()
    if not text.isalnum():
        text = _BLANKS.sub("", text)
    digits = text.removeprefix("G").removeprefix("J").removeprefix("L")
    rounded = len(digits) > _DIGITS_EXCEL_KEEPS and not digits[_DIGITS_EXCEL_KEEPS:].strip("0")
    number_cell = isinstance(cell, float) or (isinstance(cell, int) and len(digits) > _DIGITS_EXCEL_KEEPS)
    if number_cell or _SCIENTIFIC.fullmatch(text) or (rounded and not has_right_check_character(digits)):
        raise CellProblem(DAMAGED_NUMBER.format(value=text[:40]))
    return text


def parse_student_number(cell: Cell) -> StudentNumber | None:
    """Read a 学籍号; a wrong check character is a warning.

    Raises:
        CellProblem: damaged by Excel, or not the form of its kind.
    """
    text = _number_text(cell)
    if not text:
        return None
    if text[0] in _KINDS:
        return _with_id_form(text)
    if text.startswith("L") and _TEMPORARY.fullmatch(text):
        return StudentNumber(text, StudentNumberKind.TEMPORARY)
    if not _OTHER.fullmatch(text):
        raise CellProblem(_("“{value}” is not a student number.").format(value=text[:40]))
    return StudentNumber(text, StudentNumberKind.OTHER, _("This is not a number of the national register (G, J or L)."))


def _with_id_form(text: str) -> StudentNumber:
    if not _ID.fullmatch(text[1:]):
        raise CellProblem(
            _("The student number “{value}” needs 18 characters after its letter; it has {count}.").format(
                value=text[:40], count=len(text) - 1
            )
        )
    warning = None if has_right_check_character(text[1:]) else _("The check digit of the student number is wrong.")
    return StudentNumber(text, _KINDS[text[0]], warning)


def parse_id_number(cell: Cell) -> str | None:
    """Read an ID number for checking and matching; other documents than the 18-character card are passed over.

    Raises:
        CellProblem: damaged by Excel.
    """
    text = _number_text(cell)
    return text if _ID.fullmatch(text) else None


def id_contradictions(id_number: str, birth_date: date | None, sex: Sex | None) -> tuple[Text, ...]:
    """Return what in the row does not agree with an ID number."""
    found: list[Text] = []
    if not has_right_check_character(id_number):
        found.append(_("The check digit of the ID number is wrong."))
    if birth_date is not None and id_number[6:14] != birth_date.isoformat().replace("-", ""):
        found.append(_("The birth date does not agree with the ID number."))
    if sex is not None and (int(id_number[16]) % 2 == 1) != (sex is Sex.MALE):
        found.append(_("The sex does not agree with the ID number."))
    return tuple(found)
