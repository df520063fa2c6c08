"""What can be done with growth files: open one, keep its profile, read it, gather its timeline, print it."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date

from sqlalchemy import select

from xinmiao.features.growth_files import rules
from xinmiao.features.growth_files.model import GrowthFile
from xinmiao.features.growth_files.records import (
    BoxLabels,
    FilePaper,
    GrowthFileLine,
    GrowthFilePrint,
    GrowthFileView,
    OpeningReason,
    Profile,
    StudentFileView,
    StudentPageView,
)
from xinmiao.features.roster.operations import class_teacher_names, get_student, mentor_names, student_lines
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.file_chapters import FileChapter
from xinmiao.kernel.operations import NotAudited, Operation, command, query
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.student_marks import StudentMark
from xinmiao.kernel.texts import _
from xinmiao.kernel.timeline import TimelineEntry
from xinmiao.vault import paper_anchor
from xinmiao.vault.unit import Unit

TimelineSource = Operation[[str], tuple[TimelineEntry, ...]]
MarkSource = Operation[[str], tuple[StudentMark, ...]]
ChapterSource = Operation[[str], FileChapter]


@command(requires=Permission.GROWTH_FILE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="growth_file.created")
def open_growth_file(
    unit: Unit, student_id: str, reason: OpeningReason, *, reason_words: str = "", opened_on: date | None = None
) -> str:
    """Open a student's growth file (today, or the day the paper one was opened) and return its id.

    Raises:
        NotFound: no such student.
        RuleBroken: the student has a growth file already.
        ValidationFailed: a day to come, or another reason without words.
    """
    _require_student(unit, student_id)
    if _of_student(unit, student_id) is not None:
        raise RuleBroken(_("This student has a growth file already."), _("Open it from the student’s page."))
    words, day = reason_words.strip(), opened_on or unit.clock.today()
    if problems := rules.opening_problems(day, reason, words, today=unit.clock.today()):
        raise ValidationFailed(problems)
    return _add(unit, student_id, GrowthFile(opened_on=day, reason=reason, reason_words=words or None))


@command(requires=Permission.GROWTH_FILE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="growth_file.ensured")
def ensure_growth_file(unit: Unit, student_id: str, reason: OpeningReason) -> str:
    """Return the id of the student's growth file; open one today if there is none.

    Raises:
        NotFound: no such student.
    """
    unit.concerns("student", student_id)
    found = _of_student(unit, student_id)
    if found is not None:
        return found.id
    _require_student(unit, student_id)
    return _add(unit, student_id, GrowthFile(opened_on=unit.clock.today(), reason=reason))


@command(requires=Permission.GROWTH_FILE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="growth_file.profile_saved")
def save_profile(unit: Unit, file_id: str, base_version: int, profile: Profile) -> int:
    """Save the profile's sections and return the file's new version; earlier texts stay in the history.

    Raises:
        ValidationFailed: a section is too long or holds control characters.
        Conflict: somebody saved the profile since `base_version`.
    """
    tidied = rules.tidy(profile)
    if problems := rules.profile_problems(tidied):
        raise ValidationFailed(problems)
    found = unit.editable(GrowthFile, file_id, base_version)
    unit.concerns("student", found.student_id)
    unit.concerns("growth_file", found.id)
    for name, text in asdict(tidied).items():
        if (getattr(found, name) or "") != text:
            setattr(found, name, text or None)
    unit.db.flush()
    return found.version


@query(requires=Permission.GROWTH_FILE_READ, scope=Scope.WHOLE_SCHOOL, audit="growth_file.opened")
def get_growth_file(unit: Unit, student_id: str) -> StudentFileView:
    """Return the student with his growth file, if one was opened.

    Raises:
        NotFound: no such student.
    """
    unit.concerns("student", student_id)
    student = unit.run(get_student.bind(student_id))
    found = _of_student(unit, student_id)
    class_id = student.line.class_id
    teachers = () if class_id is None else unit.run(class_teacher_names.bind(class_id))
    mentor = unit.run(mentor_names.bind((student_id,))).get(student_id, "")
    return StudentFileView(student, None if found is None else _view(found), teachers, mentor)


@query(
    requires=Permission.GROWTH_FILE_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names and dates; opening one of them is audited"),
)
def list_growth_files(unit: Unit) -> tuple[GrowthFileLine, ...]:
    """Return all growth files, the last changed first."""
    found = unit.db.scalars(select(GrowthFile).order_by(GrowthFile.changed_at.desc(), GrowthFile.id)).all()
    students = {line.id: line for line in unit.run(student_lines.bind(tuple(row.student_id for row in found)))}
    return tuple(
        GrowthFileLine(
            id=row.id,
            student=students[row.student_id],
            opened_on=row.opened_on,
            reason=row.reason,
            has_profile=not rules.is_empty(_profile(row)),
            changed_at=row.changed_at,
        )
        for row in found
        if row.student_id in students
    )


@query(requires=Permission.GROWTH_FILE_READ, scope=Scope.WHOLE_SCHOOL, audit="growth_file.timeline_opened")
def gather_timeline(unit: Unit, student_id: str, sources: tuple[TimelineSource, ...]) -> tuple[TimelineEntry, ...]:
    """Return what `sources` (each feature's timeline query) know of a student, newest first.

    A source the account may not ask is left out.
    """
    unit.concerns("student", student_id)
    return _timeline(unit, student_id, sources)


@query(
    requires=Permission.GROWTH_FILE_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the timeline, whose opening is audited"),
)
def growth_file_timeline_entries(unit: Unit, student_id: str) -> tuple[TimelineEntry, ...]:
    """Return the opening of the growth file as an entry."""
    found = _of_student(unit, student_id)
    return () if found is None else (rules.opening_entry(_view(found)),)


@command(requires=Permission.GROWTH_FILE_READ, scope=Scope.WHOLE_SCHOOL, audit="growth_file.printed")
def collect_growth_file_print(
    unit: Unit, student_id: str, timeline: tuple[TimelineSource, ...], chapters: tuple[ChapterSource, ...]
) -> GrowthFilePrint:
    """Return everything a printed growth file holds; each asking is recorded as a print.

    Raises:
        NotFound: no such student, or no growth file was opened.
    """
    unit.concerns("student", student_id)
    opened = unit.run(get_growth_file.bind(student_id))
    if opened.file is None:
        raise NotFound(_("No growth file was opened for this student."), _("Open one on the student’s page first."))
    return GrowthFilePrint(
        student=opened.student,
        file=opened.file,
        timeline=_timeline(unit, student_id, timeline),
        chapters=_chapters(unit, student_id, chapters),
        school=unit.database.school_name,
        printed_by=unit.actor.label,
        printed_at=unit.clock.now(),
        anchor=paper_anchor.code_for(unit, DataFile.COUNSELLING),
    )


@query(
    requires=Permission.GROWTH_FILE_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("ids of students for a list; printing is audited"),
)
def with_growth_file(unit: Unit) -> frozenset[str]:
    """Return the students who have a growth file."""
    return frozenset(unit.db.scalars(select(GrowthFile.student_id)))


@command(requires=Permission.GROWTH_FILE_READ, scope=Scope.WHOLE_SCHOOL, audit="growth_file.cover_printed")
def collect_file_cover(unit: Unit, student_id: str) -> FilePaper:
    """Return what the cover of a student's file says; each asking is recorded as a print.

    Raises:
        NotFound: no such student, or no growth file was opened.
    """
    return _file_paper(unit, student_id, ())


@command(requires=Permission.GROWTH_FILE_READ, scope=Scope.WHOLE_SCHOOL, audit="growth_file.contents_printed")
def collect_file_contents(unit: Unit, student_id: str, chapters: tuple[ChapterSource, ...]) -> FilePaper:
    """Return what lies in a student's file, for its table of contents; each asking is recorded as a print.

    Raises:
        NotFound: no such student, or no growth file was opened.
    """
    return _file_paper(unit, student_id, chapters)


def _file_paper(unit: Unit, student_id: str, chapters: tuple[ChapterSource, ...]) -> FilePaper:
    unit.concerns("student", student_id)
    opened = unit.run(get_growth_file.bind(student_id))
    if opened.file is None:
        raise NotFound(_("No growth file was opened for this student."), _("Open one on the student’s page first."))
    return FilePaper(
        student=opened.student,
        file=opened.file,
        class_teachers=opened.class_teachers,
        head=paper_anchor.head_for(unit, DataFile.COUNSELLING),
        chapters=_chapters(unit, student_id, chapters),
    )


@command(requires=Permission.GROWTH_FILE_READ, scope=Scope.WHOLE_SCHOOL, audit="growth_file.labels_printed")
def collect_box_labels(unit: Unit, place: str = "") -> BoxLabels:
    """Return the labels of the boxes of all classes, or of those whose name begins so."""
    found = unit.db.scalars(select(GrowthFile.student_id)).all()
    lines = [line for line in unit.run(student_lines.bind(tuple(found))) if line.class_label.startswith(place)]
    unit.remark(count=len(lines))
    return BoxLabels(rules.boxes(lines), paper_anchor.head_for(unit, DataFile.COUNSELLING))


@query(
    requires=Permission.GROWTH_FILE_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("made of the file and its timeline, whose openings are audited"),
)
def get_student_page(
    unit: Unit, student_id: str, timeline: tuple[TimelineSource, ...], marks: tuple[MarkSource, ...]
) -> StudentPageView:
    """Return everything the student's page shows, in one answer: file, timeline, marks of other features.

    Raises:
        NotFound: no such student.
    """
    return StudentPageView(
        file=unit.run(get_growth_file.bind(student_id)),
        timeline=unit.run(gather_timeline.bind(student_id, timeline)),
        marks=tuple(
            mark for each in marks if unit.actor.may(each.requires) for mark in unit.run(each.bind(student_id))
        ),
    )


def _timeline(unit: Unit, student_id: str, sources: tuple[TimelineSource, ...]) -> tuple[TimelineEntry, ...]:
    allowed = (source for source in sources if unit.actor.may(source.requires))
    with unit.seals.shut(unit.db):
        return rules.newest_first(entry for source in allowed for entry in unit.run(source.bind(student_id)))


def _chapters(unit: Unit, student_id: str, sources: tuple[ChapterSource, ...]) -> tuple[FileChapter, ...]:
    with unit.seals.shut(unit.db):
        return tuple(unit.run(each.bind(student_id)) for each in sources if unit.actor.may(each.requires))


def _require_student(unit: Unit, student_id: str) -> None:
    if not unit.run(student_lines.bind((student_id,))):
        raise NotFound(_("This student is not in the roster."), _("Find the student again, or add him to the roster."))


def _of_student(unit: Unit, student_id: str) -> GrowthFile | None:
    return unit.db.scalar(select(GrowthFile).where(GrowthFile.student_id == student_id))


def _add(unit: Unit, student_id: str, made: GrowthFile) -> str:
    made.id, made.student_id = unit.ids.new(), student_id
    unit.concerns("student", student_id)
    unit.concerns("growth_file", made.id)
    unit.db.add(made)
    return made.id


def _profile(found: GrowthFile) -> Profile:
    return Profile(**{field.name: getattr(found, field.name) or "" for field in fields(Profile)})


def _view(found: GrowthFile) -> GrowthFileView:
    return GrowthFileView(
        id=found.id,
        student_id=found.student_id,
        opened_on=found.opened_on,
        reason=found.reason,
        reason_words=found.reason_words or "",
        profile=_profile(found),
        version=found.version,
        created_at=found.created_at,
        changed_at=found.changed_at,
    )
