"""Consents of the invented school: slips of three classes, single ones, what ran out; and what had to be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from xinmiao.app.demo.referrals import ReferralRoom
from xinmiao.documents.word_guard import Why
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseState
from xinmiao.features.consents import operations as consents
from xinmiao.features.consents.records import (
    Answer,
    Collection,
    CollectionSettings,
    ConsentForm,
    ConsentHow,
    ConsentKind,
    ConsentState,
    Mark,
    Party,
    Withdrawal,
)
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import StudentLine
from xinmiao.features.secrecy_exceptions import operations as exceptions
from xinmiao.features.secrecy_exceptions.records import (
    ExceptionForm,
    ExceptionGround,
    ExceptionHow,
    ReceiverRole,
)
from xinmiao.features.word_list import operations as word_list
from xinmiao.features.word_list.records import WordLine

_R, _G = ReceiverRole, ExceptionGround
_SINGLE = (440, 441, 32, 33, 34, 35)
"""When single consents were given, days ago; the first two ran out with their school year."""
_ASK = "周老师 0990-1000010"
_TOLD: tuple[tuple[int, ReceiverRole, str, ExceptionGround, bool, dict[str, str]], ...] = (
    (
        3,
        _R.CLASS_TEACHER,
        "林老师",
        _G.SELF_HARM,
        True,
        {
            "watch": "上课走神、不和同学来往；放学后独自留在教室。",
            "do": "课间请一位同学陪着，放学看着他离开；有变化当天打电话。",
            "do_not": "不要追问原因，不要当着同学说起。",
            "until": "12月4日",
        },
    ),
    (
        3,
        _R.GUARDIAN,
        "母亲",
        _G.SELF_HARM,
        False,
        {
            "observed": "近两周睡得很少，说过“不想再醒来”。",
            "risk": "家里的药品和刀具请收好，夜里不要让他一个人。",
            "do": "今晚有人陪着睡；明天上午来校面谈。",
            "do_not": "不要责怪，不要收走他与朋友的联系。",
        },
    ),
    (
        2,
        _R.GRADE_HEAD,
        "马主任",
        _G.SELF_HARM,
        True,
        {"arrangement": "本周体育课和晚自习请假，由家长接。", "until": "11月27日"},
    ),
    (
        20,
        _R.AUTHORITY,
        "虚构县公安局城关派出所",
        _G.HARMED,
        True,
        {"observed": "手臂有多处淤青，自述在家被打。", "risk": "放学后回到同一住处。"},
    ),
)


def invent_consents(room: ReferralRoom, youngest: Sequence[StudentLine]) -> None:
    """Collect the slips of three classes, note single consents, let one run out; and record what had to be told."""
    classes = [line for line in room.run(roster.list_classes.bind()) if line.students]
    for place, line in enumerate(classes[:3]):
        _collect(room, line.id, ConsentKind.COUNSELLING, missing=0 if place == 0 else 3 + place)
    _collect(room, classes[0].id, ConsentKind.SCREENING, missing=6)
    cases = room.run(casework.list_cases.bind(state=CaseState.OPEN))
    cared = list(dict.fromkeys(case.student.id for case in cases if case.student.id and not case.restricted))
    for days_ago, student in zip(_SINGLE, cared, strict=False):
        how = ConsentHow.ON_THE_SPOT if days_ago % 2 else ConsentHow.PAPER
        _single(room, student, days_ago, how)
    for student in youngest[:1]:
        _single(room, student.id, 40, ConsentHow.PHONE)
        _withdrawn(room, student.id)
    _invent_exceptions(room, youngest[2:] or youngest)
    room.clock.set_to(None)


def _withdrawn(room: ReferralRoom, student: str) -> None:
    _day(room, 5)
    words = "“孩子说现在好多了，先不去了。”"
    for view in room.run(consents.get_student_consents.bind(student)):
        if view.form.kind is ConsentKind.COUNSELLING and view.state is ConsentState.GIVEN:
            told = Withdrawal(room.clock.today(), words)
            room.run(consents.withdraw_consent.bind(view.id, view.version, told))


def _invent_exceptions(room: ReferralRoom, students: Sequence[StudentLine]) -> None:
    """Record four tellings, one of them sent to the class teacher's account; add a word to the guard."""
    for place, (days_ago, role, receiver, ground, told, parts) in enumerate(_TOLD if students else ()):
        day = _day(room, days_ago)
        student = students[0 if place < len(_TOLD) - 1 else -1]
        form = ExceptionForm(
            exception_id=room.ids.new(),
            base_version=None,
            student_id=student.id,
            ground=ground,
            role=role,
            receiver=receiver,
            told_on=day,
            how=ExceptionHow.SLIP,
            student_told=told,
            decided_by="周老师、张校长",
            why_not="" if told else "情况紧急，先联系到家长；当天晚上已告诉学生。",
            ask=_ASK,
        )
        _told(room, replace(form, **parts))  # type: ignore[arg-type]
    room.clock.set_to(None)
    words = WordLine("刺头", Why.LABEL, ("课堂上需要引导的学生",), shipped=False)
    room.run(word_list.save_guard_word.bind(words))


def _told(room: ReferralRoom, form: ExceptionForm) -> None:
    accounts = {one.label: one.account for one in room.run(exceptions.list_receivers.bind(form.role))}
    account = accounts.get(form.receiver) if form.role is _R.CLASS_TEACHER else None
    how = ExceptionHow.SLIP if account is None else ExceptionHow.SCREEN
    version = room.run(exceptions.save_exception.bind(replace(form, how=how)))
    if account is not None:
        room.run(exceptions.send_slip.bind(form.exception_id, version, account))


def _collect(room: ReferralRoom, class_id: str, kind: ConsentKind, *, missing: int) -> None:
    both = (Party.GUARDIAN, Party.STUDENT)
    sheet = room.run(consents.get_class_sheet.bind(class_id, kind, both))
    day = _day(room, 70)
    answers = [Answer.GIVEN] * len(sheet.lines)
    for place in range(missing):
        answers[(place * 5 + 2) % len(answers)] = Answer.WAITING
    answers[4 % len(answers)] = Answer.REFUSED
    marks = tuple(Mark(line.student.id, answer) for line, answer in zip(sheet.lines, answers, strict=True))
    settings = CollectionSettings(kind, both, day, place="2-06-1")
    room.run(consents.collect_consents.bind(Collection(room.ids.new(), class_id, settings, marks)))


def _single(room: ReferralRoom, student: str, days_ago: int, how: ConsentHow) -> None:
    day = _day(room, days_ago)
    form = ConsentForm(student, ConsentKind.COUNSELLING, Party.GUARDIAN, day, Answer.GIVEN, day, how, "母亲", "2-06-2")
    room.run(consents.save_consent.bind(room.ids.new(), None, form))


def _day(room: ReferralRoom, days_ago: int) -> date:
    moment = room.until - timedelta(days=days_ago)
    room.clock.set_to(moment)
    return moment.astimezone().date()
