"""Class names as schools write them, reconciled: “七(1)班”, “初一1班”, “701” and “2026级1班” are one class.

Owns reading and showing class names. Which classes exist, and in which school year, is handed in.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from xinmiao.features.roster.records import Stage
from xinmiao.kernel.texts import Text, _

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九十")} | {"〇": 0, "两": 2}
_NUMERALS = "一二三四五六七八九十"
_N = r"(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})"
_GAP = r"[(\[【〔（.,、·_\-—–/第]*"
_TAIL = r"[)\]】〕）]*班?[)\]】〕）]*"
_STAGE = r"(?P<stage>小学|小|初中|初|高中|高)"
_GRADE = r"(?P<grade>1[0-2]|[1-9]|十[一二]|[一二三四五六七八九十])"
_GRADE_WORD = r"(?:年级|年段|年)"
_YEAR = r"(?P<year>20\d\d|[1-4]\d)"

_COHORT = (
    rf"{_STAGE}?{_YEAR}(?P<cohort>级|届){_STAGE.replace('stage', 'stage_after')}?"
    rf"(?:{_GRADE.replace('grade', 'grade_after')}(?:{_GRADE_WORD}|(?=[(（])))?{_GAP}{_N}{_TAIL}"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        _COHORT,
        rf"{_STAGE}{_GRADE}{_GRADE_WORD}?{_GAP}{_N}{_TAIL}",
        rf"{_GRADE}{_GRADE_WORD}{_GAP}{_N}{_TAIL}",
        rf"{_GRADE}{_GAP.replace('*', '+')}{_N}{_TAIL}",
        rf"(?P<grade>[{_NUMERALS}]){_N}班",
        r"0?(?P<grade>[1-9]|1[0-2])(?P<number>\d\d)班?",
    )
)
_ONLY_NUMBER = re.compile(rf"{_GAP}{_N}{_TAIL}")
_ONLY_GRADE = re.compile(rf"{_STAGE}?(?:{_YEAR}(?P<cohort>级|届)|{_GRADE}{_GRADE_WORD}?)")
_STAGE_WORDS = {"小": Stage.PRIMARY, "初": Stage.JUNIOR, "高": Stage.SENIOR}
_LONGEST_NAME = 40


@dataclass(frozen=True)
class SchoolShape:
    """Which stages a school has, how long they last, and the year its current school year began."""

    stages: frozenset[Stage]
    school_year: int
    primary_years: int = 6
    junior_years: int = 3

    @cached_property
    def grades(self) -> dict[Stage, range]:
        """Return the grades of each stage the school has, counted from 1 to 12."""
        after_primary = self.primary_years + 1
        after_junior = after_primary + self.junior_years
        every = {
            Stage.PRIMARY: range(1, after_primary),
            Stage.JUNIOR: range(after_primary, after_junior),
            Stage.SENIOR: range(after_junior, after_junior + 3),
        }
        return {stage: grades for stage, grades in every.items() if stage in self.stages}

    def stage_of(self, grade: int) -> Stage | None:
        """Return the stage that has `grade`, or None when the school has no such grade."""
        return next((stage for stage, grades in self.grades.items() if grade in grades), None)


@dataclass(frozen=True)
class ClassName:
    """One class: grade counted from 1 to 12, number in the grade, and the year its students entered."""

    stage: Stage
    grade: int
    number: int
    entry_year: int

    @cached_property
    def key(self) -> str:
        """Return what names the class for good: stage, entry year, number; `junior-2026-1`."""
        return f"{self.stage.value}-{self.entry_year}-{self.number}"

    def shown(self) -> str:
        """Return the name as the program writes it, `七年级1班` or `高一1班`."""
        if self.stage is Stage.SENIOR:
            return f"高{_NUMERALS[(self.grade - 1) % 3]}{self.number}班"
        return f"{_NUMERALS[self.grade - 1]}年级{self.number}班"


class ClassNotUnderstood(ValueError):
    """A class name that cannot be read; `text` is the sentence for the row."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.msgid)
        self.text = text


def read_class(shape: SchoolShape, name: str, grade: str = "") -> ClassName:
    """Return the class that `name` means, together with what a grade column says, if there is one.

    Raises:
        ClassNotUnderstood: no class of this school can be meant, or more than one.
    """
    shown = name.strip()[:_LONGEST_NAME]
    found = _cached(shape, _normalised(name), _normalised(grade))
    if found is None:
        raise ClassNotUnderstood(
            _("The class “{name}” is not understood. Write it like 七年级1班 or 2026级1班.").format(name=shown)
        )
    if isinstance(found, Text):
        raise ClassNotUnderstood(found.format(name=shown))
    return found


@lru_cache(maxsize=2_000)
def _cached(shape: SchoolShape, name: str, grade: str) -> ClassName | Text | None:
    by_column = _grade_alone(shape, grade) if grade else None
    if len(name) > _LONGEST_NAME:
        return None
    if by_column is not None and (only := _ONLY_NUMBER.fullmatch(name)) is not None:
        return _class(shape, by_column, _value(only["number"]))
    for pattern in _PATTERNS:
        if (match := pattern.fullmatch(name)) is not None:
            return _meant(shape, match.groupdict(), by_column)
    return None


def _meant(shape: SchoolShape, parts: dict[str, str | None], by_column: int | None) -> ClassName | Text | None:
    grades = _grades_meant(shape, parts)
    if by_column is not None and grades and by_column not in grades:
        return _("The class “{name}” contradicts the grade column.")
    if by_column in grades and by_column is not None:
        grades = {by_column}
    if len(grades) > 1:
        return _("“{name}” can mean more than one grade of this school. Write the stage too, such as 小学 or 初中.")
    if not grades:
        return _("This school has no class “{name}” in the present school year.")
    return _class(shape, grades.pop(), _value(parts["number"] or ""))


def _grades_meant(shape: SchoolShape, parts: dict[str, str | None]) -> set[int]:
    """Return the grades of this school that the words can mean."""
    word = parts.get("stage") or parts.get("stage_after")
    stage = _STAGE_WORDS[word[0]] if word else None
    written = parts.get("grade") or parts.get("grade_after")
    meant = _by_cohort(shape, parts, stage) if parts.get("year") else _by_grade(shape, _value(written or ""), stage)
    if parts.get("year") and written:
        meant &= _by_grade(shape, _value(written), stage)
    return meant


def _by_cohort(shape: SchoolShape, parts: dict[str, str | None], stage: Stage | None) -> set[int]:
    year = int(parts["year"] or 0) % 100 + 2000
    leaving = parts.get("cohort") == "届"
    found = set()
    for candidate, grades in shape.grades.items():
        entry = year - len(grades) if leaving else year
        grade = grades.start + shape.school_year - entry
        if grade in grades and stage in {None, candidate}:
            found.add(grade)
    return found


def _by_grade(shape: SchoolShape, value: int, stage: Stage | None) -> set[int]:
    """A grade is counted through all stages, or within its stage when that is named or cannot be another."""
    within = {
        grades.start + value - 1
        for candidate, grades in shape.grades.items()
        if stage in {None, candidate} and 1 <= value <= len(grades)
    }
    through = {value} if shape.stage_of(value) is not None and stage in {None, shape.stage_of(value)} else set()
    return through or within if stage is None else within or through


def _grade_alone(shape: SchoolShape, grade: str) -> int | None:
    match = _ONLY_GRADE.fullmatch(grade)
    if match is None:
        return None
    grades = _grades_meant(shape, match.groupdict())
    return grades.pop() if len(grades) == 1 else None


def _class(shape: SchoolShape, grade: int, number: int) -> ClassName | None:
    stage = shape.stage_of(grade)
    if stage is None or number < 1:
        return None
    return ClassName(stage, grade, number, shape.school_year - (grade - shape.grades[stage].start))


def _value(numeral: str) -> int:
    """Return 12 for `12`, `十二` or `一二`; 0 when it is no number."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.partition("十")
    if ten:
        return _DIGITS.get(tens, 1 if not tens else 0) * 10 + _DIGITS.get(ones, 0)
    value = 0
    for character in numeral:
        value = value * 10 + _DIGITS.get(character, 0)
    return value


def _normalised(name: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))
