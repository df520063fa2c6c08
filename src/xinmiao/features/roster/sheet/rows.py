"""Rows of a list read into students: every cell by its column, every problem named with its place.

Owns the read row. Decides nothing about what is in the school already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from xinmiao.documents.workbook import Cell, column_letters
from xinmiao.features.roster.records import (
    GUARDIAN,
    STUDENT_DETAILS,
    Boarding,
    LeftBehind,
    Relation,
    Sex,
    StudentNumberKind,
    StudentStatus,
)
from xinmiao.features.roster.sheet import numbers, values
from xinmiao.features.roster.sheet.classes import ClassName, ClassNotUnderstood, SchoolShape, read_class
from xinmiao.features.roster.sheet.ethnicity import parse_ethnicity
from xinmiao.features.roster.sheet.header import DataRow, FoundList
from xinmiao.features.roster.sheet.mapping import Column, Mapping
from xinmiao.features.roster.sheet.teachers import parse_staff_name
from xinmiao.kernel.texts import Text, _

_WORDS = {
    Column.DORMITORY: STUDENT_DETAILS.dormitory,
    Column.BED: STUDENT_DETAILS.bed,
    Column.ADDRESS: STUDENT_DETAILS.address,
    Column.PARENTS_WORK_PLACE: STUDENT_DETAILS.parents_work_place,
}
_NAMES = (Column.DORM_TEACHER, Column.CARER, Column.ENTRUSTED_CARER)
_PHONES = (Column.DORM_TEACHER_PHONE, Column.CARER_PHONE, Column.ENTRUSTED_CARER_PHONE)
_SLOTS = ("guardian_1", "guardian_2", "father", "mother")
_GUARDIAN_WORDS = ("name", "relation", "phone", "legal", "reachable")
_OFTEN_THE_SAME = (
    Column.SEX,
    Column.ETHNICITY,
    Column.NUMBER_IN_CLASS,
    Column.ENROLLED_MONTH,
    Column.STATUS,
    Column.BOARDING,
    Column.IS_BOARDER,
    Column.LEFT_BEHIND,
    Column.MIGRANT_CHILD,
    Column.ORPHAN,
    Column.DISABILITY,
    Column.INCLUSIVE_CLASS,
    Column.NEEDS_AID,
)
_SLOT_RELATIONS = {"father": Relation.FATHER, "mother": Relation.MOTHER}


@dataclass(frozen=True)
class Reading:
    """What must be known to read a sheet: the school, the day, and how an ID number becomes a digest."""

    shape: SchoolShape
    today: date
    digest: Callable[[str], str] | None = None
    """Turns an ID number into a keyed digest; without it, no digest is made."""
    keep_id_numbers: bool = False
    """Whether the school keeps the number itself, too."""


@dataclass(frozen=True, slots=True)
class GuardianEntry:
    """A guardian as the sheet has him."""

    name: str | None = None
    relation: Relation | None = None
    phone: str | None = None
    is_legal_guardian: bool | None = None
    reachable: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentFacts:
    """What a sheet can say of a student and the school can know of him; None is what is not said, or not known."""

    name: str = field(default="", repr=False)
    number_in_class: int | None = None
    sex: Sex | None = None
    status: StudentStatus | None = None
    birth_date: date | None = field(default=None, repr=False)
    student_number: str | None = field(default=None, repr=False)
    id_digest: str | None = field(default=None, repr=False)
    id_number: str | None = field(default=None, repr=False)
    """Only where the school keeps ID numbers."""
    ethnicity: str | None = None
    enrolled_month: str | None = None
    boarding: Boarding | None = None
    dormitory: str | None = None
    bed: str | None = None
    dorm_teacher: str | None = field(default=None, repr=False)
    dorm_teacher_phone: str | None = field(default=None, repr=False)
    address: str | None = field(default=None, repr=False)
    carer: str | None = field(default=None, repr=False)
    carer_phone: str | None = field(default=None, repr=False)
    entrusted_carer: str | None = field(default=None, repr=False)
    entrusted_carer_phone: str | None = field(default=None, repr=False)
    parents_work_place: str | None = field(default=None, repr=False)
    left_behind: LeftBehind | None = None
    migrant_child: bool | None = None
    orphan: bool | None = None
    disability: bool | None = None
    inclusive_class: bool | None = None
    needs_aid: bool | None = None
    mentor: str | None = None
    class_teacher: str | None = None
    """Of the class he is in."""
    guardians: tuple[GuardianEntry, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow(StudentFacts):
    """One student of a sheet. With `problems`, it cannot be taken."""

    sheet: str
    row: int
    class_name: ClassName | None = None
    student_number_kind: StudentNumberKind | None = None
    problems: tuple[Text, ...] = field(default=(), repr=False)
    warnings: tuple[Text, ...] = field(default=(), repr=False)


def read_rows(found: FoundList, mapping: Mapping, reading: Reading) -> tuple[RosterRow, ...]:
    """Read every row of a list. Problems are told in the rows; nothing is raised for them."""
    parsers = _parsers(reading, date_1904=found.date_1904)
    plan = [(index, column.value, parsers[column]) for index, column in mapping.columns if column in parsers]
    named = {column.value for _index, column in mapping.columns}
    slots = [slot for slot in _SLOTS if f"{slot}_name" in named or f"{slot}_phone" in named]
    places = _Places(
        mapping.column_of(Column.GRADE),
        mapping.column_of(Column.CLASS),
        mapping.column_of(Column.NAME),
        frozenset(index for index, _column in mapping.columns),
        tuple((slot, tuple(f"{slot}_{what}" for what in _GUARDIAN_WORDS)) for slot in slots),
    )
    return tuple([_RowReader(found, row, reading, places).read(plan) for row in found.rows])


Parser = Callable[[Cell], object]


def _parsers(reading: Reading, *, date_1904: bool) -> dict[Column, Parser]:
    parsers: dict[Column, Parser] = {
        Column.NAME: values.parse_name,
        Column.SEX: values.parse_sex,
        Column.BIRTH_DATE: lambda cell: values.parse_birth_date(cell, today=reading.today, date_1904=date_1904),
        Column.ID_NUMBER: numbers.parse_id_number,
        Column.STUDENT_NUMBER: numbers.parse_student_number,
        Column.ETHNICITY: parse_ethnicity,
        Column.NUMBER_IN_CLASS: values.parse_number_in_class,
        Column.ENROLLED_MONTH: values.parse_month,
        Column.STATUS: values.parse_status,
        Column.BOARDING: values.parse_boarding,
        Column.IS_BOARDER: lambda cell: values.parse_boarding(cell, as_flag=True),
        Column.LEFT_BEHIND: values.parse_left_behind,
        Column.MIGRANT_CHILD: lambda cell: values.parse_flag(cell, "随迁"),
        Column.ORPHAN: lambda cell: values.parse_flag(cell, "孤儿"),
        Column.DISABILITY: lambda cell: values.parse_flag(cell, "残"),
        Column.INCLUSIVE_CLASS: lambda cell: values.parse_flag(cell, "随班就读"),
        Column.NEEDS_AID: lambda cell: values.parse_flag(cell, "困"),
    }
    parsers |= {column: _remembering(parsers[column]) for column in _OFTEN_THE_SAME}
    parsers |= {column: _words_parser(kept.max_length) for column, kept in _WORDS.items()}
    parsers |= dict.fromkeys((Column.MENTOR, Column.CLASS_TEACHER), _remembering(parse_staff_name))
    parsers |= dict.fromkeys(_NAMES, _remembering(values.parse_name)) | dict.fromkeys(_PHONES, values.parse_phone)
    return parsers | _guardian_parsers()


def _guardian_parsers() -> dict[Column, Parser]:
    parsers: dict[Column, Parser] = {}
    for slot in _SLOTS:
        parsers[Column(f"{slot}_name")] = values.parse_name
        parsers[Column(f"{slot}_phone")] = values.parse_phone
    for slot in _SLOTS[:2]:
        parsers[Column(f"{slot}_relation")] = _remembering(values.parse_relation)
        parsers[Column(f"{slot}_legal")] = _remembering(lambda cell: values.parse_flag(cell, "监护"))
        parsers[Column(f"{slot}_reachable")] = _words_parser(GUARDIAN.reachable.max_length)
    return parsers


def _words_parser(limit: int) -> Parser:
    return lambda cell: values.parse_text(cell, limit)


def _remembering(parser: Parser) -> Parser:
    """Return a parser that reads each different cell once: codes and flags repeat in every row."""
    known: dict[tuple[type, Cell], object] = {}

    def parse(cell: Cell) -> object:
        key = (type(cell), cell)
        if key not in known:
            known[key] = parser(cell)
        return known[key]

    return parse


@dataclass(frozen=True, slots=True)
class _Places:
    grade: int | None
    class_: int | None
    name: int | None
    mapped: frozenset[int]
    slots: tuple[tuple[str, tuple[str, ...]], ...]
    """Each group of guardian columns with the names of its columns."""
    classes: dict[tuple[str, str], ClassName] = field(default_factory=dict)
    """Class names read before, by what was written."""


class _RowReader:
    """Reads one row."""

    def __init__(self, found: FoundList, row: DataRow, reading: Reading, places: _Places) -> None:
        self.found, self.row, self.reading, self.places = found, row, reading, places
        self.problems: list[Text] = []
        self.warnings: list[Text] = []
        self.read_values: dict[str, object] = {}

    def read(self, plan: Sequence[tuple[int, str, Parser]]) -> RosterRow:
        """Read the columns of `plan`, then what depends on several of them."""
        cells, width, found = self.row.cells, len(self.row.cells), self.read_values
        for index, column, parser in plan:
            cell = cells[index] if index < width else None
            if cell is None:
                continue
            try:
                found[column] = parser(cell)
            except values.CellProblem as problem:
                self._complain(index, problem.text)
        self._check_row()
        class_name = self._class_name()
        return self._made(class_name)

    def _complain(self, index: int, problem: Text) -> None:
        heading = self.found.headings[index] if index < len(self.found.headings) else ""
        self.problems.append(
            _("Column {column} ({heading}): {problem}").format(
                column=column_letters(index), heading=heading[:40], problem=problem
            )
        )

    def _check_row(self) -> None:
        for index in self.row.uncalculated:
            if index in self.places.mapped:
                self._complain(
                    index, _("The formula has no value. Open the file in Excel or WPS, save it and choose it again.")
                )
        if self.row.merged_from:
            self.problems.append(
                _(
                    "The name is part of a merged cell that begins in row {row}; unmerge it, one row for each student."
                ).format(row=self.row.merged_from)
            )
        elif not self.read_values.get("name") and not self.problems:
            self._miss(self.places.name, _("The name is missing."))
        self._tell_covered()

    def _tell_covered(self) -> None:
        """Say which cells read as empty only because another lies over them; class and grade were filled down."""
        told = self.places.mapped - {self.places.name, self.places.class_, self.places.grade}
        for index, top in self.row.merged_over:
            if index in told:
                heading = self.found.headings[index] if index < len(self.found.headings) else ""
                self.warnings.append(
                    _(
                        "Column {column} ({heading}) lies under a merged cell that begins in row {row} of sheet "
                        "“{sheet}” and reads as empty."
                    ).format(column=column_letters(index), heading=heading[:40], row=top, sheet=self.found.sheet)
                )

    def _class_name(self) -> ClassName | None:
        """Read the class from its column, else from a heading above, the name of the sheet or the title."""
        shape, grade = self.reading.shape, self._text_at(self.places.grade)
        written = self._text_at(self.places.class_)
        if (known := self.places.classes.get((written, grade))) is not None:
            return known
        try:
            if written:
                return self.places.classes.setdefault((written, grade), read_class(shape, written, grade))
        except ClassNotUnderstood as problem:
            self._complain(self.places.class_ or 0, problem.text)
            return None
        for candidate in (self.row.section, self.found.sheet, self.found.title):
            try:
                return read_class(shape, candidate, grade)
            except ClassNotUnderstood:
                continue
        self._miss(self.places.class_, _("The class is missing."))
        return None

    def _miss(self, index: int | None, problem: Text) -> None:
        """Complain of an empty cell; where no column is read for it, of the row."""
        if index is None:
            self.problems.append(problem)
        else:
            self._complain(index, problem)

    def _text_at(self, index: int | None) -> str:
        return values.text_of(self.row.cells[index]) if index is not None and index < len(self.row.cells) else ""

    def _made(self, class_name: ClassName | None) -> RosterRow:
        got = self.read_values
        number = got.pop("student_number", None)
        number = number if isinstance(number, numbers.StudentNumber) else None
        guardians = self._guardians()
        known = self._check_identity(number, got.pop("id_number", None))
        if number is not None and number.warning is not None:
            self.warnings.append(number.warning)
        boards = got.pop("is_boarder", None)
        if boards is not None:
            got.setdefault("boarding", boards)
        kept = {name: value for name, value in got.items() if value is not None}
        return RosterRow(
            sheet=self.found.sheet,
            row=self.row.number,
            class_name=class_name,
            student_number=number.number if number else None,
            student_number_kind=number.kind if number else None,
            id_digest=self.reading.digest(known) if known and self.reading.digest is not None else None,
            id_number=known if known and self.reading.keep_id_numbers else None,
            guardians=guardians,
            problems=tuple(self.problems),
            warnings=tuple(self.warnings),
            **kept,  # type: ignore[arg-type]  # each parser gives the type of its column's field
        )

    def _check_identity(self, number: numbers.StudentNumber | None, id_number: object) -> str:
        """Check the ID number against the row and return it; unless the school keeps it, it is let go at once."""
        written = id_number if isinstance(id_number, str) else ""
        inside = number.id_number if number is not None else ""
        if written and inside and written != inside:
            self.warnings.append(_("The student number holds another ID number than the ID column."))
        known = written or (inside if numbers.has_right_check_character(inside) else "")
        if not known:
            return ""
        birth, sex = self.read_values.get("birth_date"), self.read_values.get("sex")
        self.warnings += numbers.id_contradictions(
            known, birth if isinstance(birth, date) else None, sex if isinstance(sex, Sex) else None
        )
        return known

    def _guardians(self) -> tuple[GuardianEntry, ...]:
        entries: list[GuardianEntry] = []
        for slot, columns in self.places.slots:
            name, relation, phone, legal, when = [self.read_values.pop(column, None) for column in columns]
            if not name and not phone:
                continue
            relation = relation or _SLOT_RELATIONS.get(slot)
            entry = GuardianEntry(name, relation, phone, legal, when)  # type: ignore[arg-type]  # as their parsers give them
            same = next((at for at, other in enumerate(entries) if entry.name and entry.name == other.name), None)
            if same is None:
                entries.append(entry)
            else:
                entries[same] = _combined(entries[same], entry)
        return tuple(entries)


def _combined(first: GuardianEntry, second: GuardianEntry) -> GuardianEntry:
    """Return one entry for a person who stands in two groups of columns; both telephone numbers stay."""
    phones = dict.fromkeys(phone for phone in (first.phone, second.phone) if phone)
    return GuardianEntry(
        first.name,
        second.relation if first.relation in {None, Relation.OTHER} else first.relation,
        "、".join(phones) or None,
        first.is_legal_guardian if first.is_legal_guardian is not None else second.is_legal_guardian,
        first.reachable or second.reachable,
    )
