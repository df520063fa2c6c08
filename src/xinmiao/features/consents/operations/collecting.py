"""同意书回收: the slips of a class, marked in one grid and written at once; a class teacher's come in an envelope."""

from __future__ import annotations

from sqlalchemy import select

from xinmiao.features.consents.model import Consent
from xinmiao.features.consents.operations.coverage import publish
from xinmiao.features.consents.records import (
    Answer,
    ClassSheet,
    Collection,
    CollectionSettings,
    ConsentKind,
    HandedOver,
    Party,
    SheetLine,
)
from xinmiao.features.consents.rules.checking import collection_problems
from xinmiao.features.consents.rules.standing import slip_answer
from xinmiao.features.roster.operations import class_teacher_accounts, list_classes, list_students
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.access import Permission, Role, Scope
from xinmiao.kernel.errors import NotFound, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.school_year import school_year_of
from xinmiao.vault.envelopes import Forged, arriving
from xinmiao.vault.envelopes.contents import contents_of
from xinmiao.vault.unit import Unit

Known = dict[tuple[str, Party], Consent]


@query(
    requires=Permission.CONSENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names and answers of a class for the grid; saving it is audited"),
)
def get_class_sheet(unit: Unit, class_id: str, kind: ConsentKind, parties: tuple[Party, ...]) -> ClassSheet:
    """Return a class with what came back of one kind this school year.

    Raises:
        NotFound: no such class.
    """
    students = students_of_class(unit, class_id)
    known = _known(unit, kind, [line.id for line in students])
    lines = tuple(_line(student, known, parties) for student in students)
    places = [row.place for row in known.values() if row.place]
    return ClassSheet(
        class_id=class_id,
        class_label=label_of_class(unit, class_id),
        kind=kind,
        school_year=school_year_of(unit.clock.today()),
        lines=lines,
        place=places[-1] if places else "",
    )


@command(requires=Permission.CONSENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="consent.collected")
def collect_consents(unit: Unit, collection: Collection) -> int:
    """Write what the slips of a class say; return how many students' answers changed.

    Raises:
        NotFound: no such class.
        ValidationFailed: no day, or a kind that is not asked of classes.
    """
    if problems := collection_problems(collection, today=unit.clock.today()):
        raise ValidationFailed(problems)
    return _write(unit, collection, unit.actor.label)


@command(requires=Permission.CONSENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="consent.collection_arrived")
def take_in_collection(unit: Unit, envelope_id: str) -> None:
    """Take a class teacher's slips out of their envelope into the ledger; a second time changes nothing.

    Raises:
        Forged: whoever signed it is not class teacher of that class.
        NotFound, ValidationFailed: as for collecting.
        AppError: the envelope was altered.
    """
    arrived = arriving.collect(unit, envelope_id)
    if arrived is None:
        return
    collection = contents_of(HandedOver, arrived.plain).collection()
    writer = unit.custody.vault.account(arrived.author)
    teachers = unit.run(class_teacher_accounts.bind()).get(collection.class_id, frozenset())
    if Role.CLASS_TEACHER not in writer.roles or arrived.author not in teachers:
        raise Forged
    if collection.collection_id != arrived.about:
        raise Forged
    if problems := collection_problems(collection, today=unit.clock.today()):
        raise ValidationFailed(problems)
    _write(unit, collection, writer.label, arrived=True)


def students_of_class(unit: Unit, class_id: str) -> list[StudentLine]:
    """Return the students of a class by number."""
    found = [line for line in unit.run(list_students.bind()) if line.class_id == class_id]
    return sorted(found, key=lambda line: (line.number_in_class is None, line.number_in_class or 0, line.pinyin))


def label_of_class(unit: Unit, class_id: str) -> str:
    """Return a class's name; NotFound when there is none."""
    for line in unit.run(list_classes.bind()):
        if line.id == class_id:
            return line.label
    raise NotFound


def _known(unit: Unit, kind: ConsentKind, student_ids: list[str]) -> Known:
    year = school_year_of(unit.clock.today())
    rows = select(Consent).where(Consent.student_id.in_(student_ids), Consent.kind == kind, Consent.school_year == year)
    return {(row.student_id, row.party): row for row in unit.db.scalars(rows)}


def _line(student: StudentLine, known: Known, parties: tuple[Party, ...]) -> SheetLine:
    rows = {party: known[student.id, party] for party in parties if (student.id, party) in known}
    answers = {party: Answer.WAITING if row.withdrawn_on else row.answer for party, row in rows.items()}
    days = [row.answered_on for row in rows.values() if row.answered_on]
    return SheetLine(student, slip_answer(answers, parties), max(days, default=None))


def _write(unit: Unit, collection: Collection, writer: str, *, arrived: bool = False) -> int:
    label_of_class(unit, collection.class_id)
    of_class = {line.id for line in students_of_class(unit, collection.class_id)}
    marks = [mark for mark in collection.marks if mark.student_id in of_class]
    known = _known(unit, collection.settings.kind, [mark.student_id for mark in marks])
    changed: set[str] = set()
    for mark in marks:
        for party in collection.settings.parties:
            row = known.get((mark.student_id, party))
            if row is None:
                row = _asked(unit, mark.student_id, party, collection.settings, writer)
            elif _stays(row, mark.answer, collection.settings, arrived=arrived):
                continue
            _answer(row, mark.answer, collection.settings, writer)
            changed.add(mark.student_id)
    unit.concerns("school_class", collection.class_id)
    unit.remark(count=len(changed), kind=collection.settings.kind.value)
    publish(unit, collection.class_id, collection.settings.kind)
    return len(changed)


def _stays(row: Consent, answer: Answer, settings: CollectionSettings, *, arrived: bool) -> bool:
    """Return whether a row stays as it is: it says the same, was withdrawn, or the room knows something newer.

    A teacher sees only his own marks; what the room wrote down itself is not taken back by them.
    """
    if answer is Answer.WAITING and row.withdrawn_on is not None:
        return True
    if row.answer is answer:
        return row.withdrawn_on is None or arrived
    if not arrived or row.answer is Answer.WAITING:
        return False
    newer = row.answered_on is not None and settings.on_date is not None and row.answered_on > settings.on_date
    return answer is Answer.WAITING or newer


def _asked(unit: Unit, student_id: str, party: Party, settings: CollectionSettings, writer: str) -> Consent:
    row = Consent(
        id=unit.ids.new(),
        student_id=student_id,
        kind=settings.kind,
        party=party,
        school_year=school_year_of(unit.clock.today()),
        asked_on=settings.on_date,
        answer=Answer.WAITING,
        recorded_name=writer,
    )
    unit.db.add(row)
    return row


def _answer(row: Consent, answer: Answer, settings: CollectionSettings, writer: str) -> None:
    answered = answer is not Answer.WAITING
    row.answer, row.recorded_name = answer, writer
    row.answered_on, row.how = (settings.on_date, settings.how) if answered else (None, None)
    row.place = settings.place.strip() or row.place if answered else None
    row.withdrawn_on = row.withdrawn_why = None
    if settings.on_date is not None:
        row.asked_on = min(row.asked_on, settings.on_date)
