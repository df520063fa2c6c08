"""The class list on paper: 班级名单, one class a page, with room for remarks.

Owns what stands on it. Holds names, sexes and numbers in class only, never anything of the counselling room.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from xinmiao.documents.paper import Align, Block, Column, Heading, PageBreak, Paper, Paragraph, Table, TextStyle
from xinmiao.documents.spreadsheet import Sheet, SheetColumn
from xinmiao.features.roster.records import STUDENT, StudentLine, StudentStatus
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


def student_table(name: str, lines: Sequence[StudentLine]) -> Sheet:
    """Return the list of these students as a table, in the order they come."""
    columns = (STUDENT.class_id, STUDENT.number_in_class, STUDENT.name, STUDENT.sex, STUDENT.status)
    return Sheet(
        name=name,
        columns=tuple(SheetColumn(str(field.label)) for field in columns),
        rows=tuple(
            (
                line.class_label,
                line.number_in_class,
                line.name,
                STUDENT.sex.show(line.sex),
                STUDENT.status.show(line.status),
            )
            for line in lines
        ),
    )


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
