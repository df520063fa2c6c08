"""What the tables of the caseload show: cases by last contact, and hits in notes with their context."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from xinmiao.features.casework.records import CASE, NOTE, CaseLine, CaseRisk, CaseState, NoteHit
from xinmiao.features.casework.rules.cases import days_without, seen_on
from xinmiao.kernel.display import show_date
from xinmiao.kernel.text_hits import marked
from xinmiao.kernel.texts import Text, _, n_, tr
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.widgets.chips import Chip


def case_columns(today: date, long_ago_days: Callable[[], int]) -> tuple[Column[CaseLine], ...]:
    """Return the columns of the caseload on `today`; who was not seen for `long_ago_days` is marked."""

    def chip(case: CaseLine) -> Chip | None:
        return case_chip(case, today, long_ago_days())

    return (
        *_contact_columns(today),
        Column(
            "notes",
            _("Notes"),
            lambda case: case.notes,
            width=90,
            align="right",
            secondary=lambda case: tr("by hand {count}", count=case.times_on_paper) if case.times_on_paper else "",
        ),
        Column("state", _("State"), lambda case: case.unsigned, _nothing, 150, chip=chip),
        Column("next_on", _("Next time"), lambda case: case.next_on, show_date, 120),
        *_background_columns(),
    )


def _contact_columns(today: date) -> tuple[Column[CaseLine], ...]:
    return (
        Column(
            "student",
            _("Student"),
            lambda case: case.student.name,
            width=170,
            strong=True,
            secondary=lambda case: case.student.class_label,
            sort_key=lambda case: case.student.pinyin,
        ),
        Column(
            "last_contact",
            _("Last contact"),
            seen_on,
            lambda day: show_date(day) or "—",
            140,
            secondary=lambda case: str(_seen(case, today)),
        ),
    )


def _background_columns() -> tuple[Column[CaseLine], ...]:
    return (
        Column(
            "problems",
            _("Presenting problems"),
            lambda case: tr("Restricted case · ask {names}", names=case.ask) if case.ask else case.problem_words,
            width=200,
            stretch=True,
            secondary=lambda case: "" if case.ask else CASE.source.show(case.source),
        ),
        Column(
            "number",
            _("Case number"),
            lambda case: case.number,
            width=120,
            secondary=lambda case: case.counsellor_name,
        ),
    )


def case_chip(case: CaseLine, today: date, long_ago_days: int) -> Chip | None:
    """Return what to notice of a case, the gravest first; of one that is closed to the account, only that."""
    if case.ask:
        return Chip(_("Restricted"), "", "lock")
    if case.risk is CaseRisk.YES and case.state is CaseState.OPEN:
        return Chip(_("Risk in the last note"), "warn", "triangle-alert")
    if case.unsigned:
        return Chip(n_("{count} unsigned", "{count} unsigned", case.unsigned), "watch")
    if case.state is CaseState.CLOSED:
        return Chip(CASE.state.show(case.state), "", "folder")
    if days_without(case, today) > long_ago_days:
        return Chip(_("Not seen lately"), "calm", "clock")
    return Chip(_("Restricted"), "", "lock") if case.restricted else None


def _seen(case: CaseLine, today: date) -> Text:
    seen = seen_on(case)
    if seen is None:
        return _("not yet")
    days = (today - seen).days
    return n_("{count} day ago", "{count} days ago", days) if days > 0 else _("today")


def _day(moment: datetime | None) -> str:
    return "" if moment is None else show_date(moment.astimezone().date())


def _nothing(_value: object) -> str:
    """Return no words: the cell shows a state or stays empty."""
    return ""


def hit_columns() -> tuple[Column[NoteHit], ...]:
    """Return the columns of the hits."""
    return (
        Column(
            "student",
            _("Student"),
            lambda hit: hit.student.name,
            width=150,
            strong=True,
            secondary=lambda hit: hit.student.class_label,
        ),
        Column(
            "started_at",
            _("Date"),
            lambda hit: hit.started_at,
            _day,
            120,
            secondary=lambda hit: tr("Counselling no. {nth}", nth=hit.nth),
        ),
        Column(
            "excerpt",
            _("Hit"),
            lambda hit: marked(hit.excerpt, hit.marks),
            width=480,
            stretch=True,
            secondary=lambda hit: str(hit.part),
        ),
        Column("state", _("State"), lambda hit: hit.state, _nothing, 130, chip=_hit_state),
    )


def _hit_state(hit: NoteHit) -> Chip | None:
    tones = {"draft": "watch", "moved": "warn", "voided": "warn"}
    return Chip(NOTE.state.show(hit.state), tones[hit.state.value]) if hit.state.value in tones else None
