"""The class list on paper: 班级名单, one class a page, with room for remarks; and the list as a table.

Owns what stands on them. The paper holds names, sexes and numbers in class only; the table what was chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from xinmiao.documents.paper import Align, Block, Column, Heading, PageBreak, Paper, Paragraph, Table, TextStyle
from xinmiao.documents.spreadsheet import Cell, Sheet, SheetColumn
from xinmiao.features.roster.records import (
    DEFAULT_COLUMNS,
    GUARDIAN,
    GUARDIANS,
    STUDENT,
    STUDENT_DETAILS,
    ExportRow,
    GuardianView,
    StudentLine,
    StudentStatus,
    column_label,
)
from xinmiao.kernel.fields import AnyField
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.texts import ntr, tr


def class_list_paper(lines: Sequence[StudentLine], head: PaperHead, *, subtitle: str, purpose: str) -> Paper:
    """Return the list of these students, a new page for each class, in the order they come."""
    return Paper(
        title=tr("Class list"),
        subtitle=" · ".join(
            (*([subtitle] if subtitle else []), ntr("{count} student", "{count} students", len(lines)))
        ),
        blocks=tuple(_blocks(lines)),
        school=head.school,
        purpose=purpose,
        printed_by=head.printed_by,
        printed_at=head.printed_at,
        private=True,
        anchor=head.anchor,
    )


def student_table(name: str, rows: Sequence[ExportRow], columns: Sequence[str] = DEFAULT_COLUMNS) -> Sheet:
    """Return these students as a table of these columns, in the order they come."""
    return Sheet(
        name=name,
        columns=tuple(SheetColumn(str(column_label(each))) for each in columns),
        rows=tuple(tuple(_cell(row, each) for each in columns) for row in rows),
    )


def _cell(row: ExportRow, column: str) -> Cell:
    if column == GUARDIANS:
        return "\n".join(map(_guardian_words, row.guardians))
    if column == STUDENT.class_id.name:
        return row.line.class_label
    if column in DEFAULT_COLUMNS:
        return _plain(STUDENT.field(column), getattr(row.line, column))
    return _plain(STUDENT_DETAILS.field(column), getattr(row.details, column))


def _plain(field: AnyField, value: object) -> Cell:
    """Return days and numbers as themselves, everything else as a person reads it."""
    if value is None or isinstance(value, date) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    return field.show(value)


def _guardian_words(guardian: GuardianView) -> str:
    """Return relation, name and phone, and never a phone without the word that it is not to be used."""
    marks = ((guardian.is_legal_guardian, GUARDIAN.is_legal_guardian), (guardian.no_contact, GUARDIAN.no_contact))
    parts = (
        GUARDIAN.relation.show(guardian.relation),
        guardian.name,
        guardian.phone,
        guardian.reachable,
        *(str(field.label) for holds, field in marks if holds),
    )
    return " ".join(part for part in parts if part)


def _blocks(lines: Sequence[StudentLine]) -> Iterable[Block]:
    if not lines:
        yield Paragraph(tr("Nobody is in this list."), TextStyle.SMALL)
    for place, (class_label, members) in enumerate(groupby(lines, lambda line: line.class_label)):
        if place:
            yield PageBreak()
        students = tuple(members)
        boys, girls = (sum(line.sex == sex for line in students) for sex in ("male", "female"))
        yield Heading(class_label or tr("No class yet"))
        yield Paragraph(
            tr("{all} students: {boys} boys, {girls} girls", all=len(students), boys=boys, girls=girls), TextStyle.SMALL
        )
        yield _table(students)


def _table(students: Sequence[StudentLine]) -> Table:
    return Table(
        (
            Column(tr("No."), 0.6, Align.CENTRE),
            Column(str(STUDENT.number_in_class.label), 0.9, Align.CENTRE),
            Column(str(STUDENT.name.label), 1.8),
            Column(str(STUDENT.sex.label), 0.7, Align.CENTRE),
            Column(tr("Remark"), 3.2),
        ),
        tuple(
            (
                str(place),
                STUDENT.number_in_class.show(line.number_in_class),
                line.name,
                STUDENT.sex.show(line.sex),
                "" if line.status is StudentStatus.ENROLLED else STUDENT.status.show(line.status),
            )
            for place, line in enumerate(students, 1)
        ),
        row_height_mm=7.5,
    )
