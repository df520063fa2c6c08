"""What the school years of the invented school leave behind: promotions, and children who came, left and returned."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import LeaveReason, MoveDraft, MoveKind, PromotionChoices, StudentLine
from xinmiao.kernel.operations import Bound

Run = Callable[[Bound[Any]], Any]
Act = tuple[datetime, Callable[[], None]]


def promote(run: Run, day: date) -> None:
    """Let every class move up on a day."""
    choices = PromotionChoices(day)
    preview = run(roster.preview_promotion.bind(choices))
    run(roster.promote.bind(choices, preview.basis))


def moves(run: Run, cohorts: Mapping[int, Sequence[StudentLine]], years: Sequence[int], until: date) -> list[Act]:
    """Return what became of a few children of the earlier cohorts, each on its day; the last in a cohort are taken."""
    first, second = years[0], years[1]
    acts = [
        _act(run, cohorts, (first, -1), _out(date(second, 3, 2), "虚构市第二中学")),
        _act(run, cohorts, (first, -2), _leave(date(second, 10, 12), date(second + 1, 2, 20), LeaveReason.ILLNESS)),
        _act(run, cohorts, (first, -2), MoveDraft(kind=MoveKind.RETURN, happened_on=date(second + 1, 2, 23))),
        _act(run, cohorts, (second, -1), _out(date(second + 1, 2, 18), "虚构县实验学校")),
        _act(run, cohorts, (second, -2), _in(date(second, 11, 4), "虚构市第五中学")),
    ]
    soon = _leave(until - timedelta(days=80), until + timedelta(days=9), LeaveReason.MENTAL_HEALTH)
    acts.append(_act(run, cohorts, (second, -3), soon))
    return [(moment, act) for moment, act in acts if moment.date() <= until]


def _act(run: Run, cohorts: Mapping[int, Sequence[StudentLine]], who: tuple[int, int], draft: MoveDraft) -> Act:
    day = draft.happened_on or date.min
    return datetime.combine(day, time(11)).astimezone(), partial(_record, run, cohorts, who, draft)


def _record(run: Run, cohorts: Mapping[int, Sequence[StudentLine]], who: tuple[int, int], draft: MoveDraft) -> None:
    student_id = cohorts[who[0]][who[1]].id
    line = run(roster.student_lines.bind((student_id,)))[0]
    run(roster.record_move.bind(((line.id, line.version),), draft))


def _out(day: date, school: str) -> MoveDraft:
    return MoveDraft(kind=MoveKind.TRANSFER_OUT, happened_on=day, other_school=school, words="随父母迁居。")


def _in(day: date, school: str) -> MoveDraft:
    return MoveDraft(kind=MoveKind.TRANSFER_IN, happened_on=day, other_school=school)


def _leave(day: date, until: date, reason: LeaveReason) -> MoveDraft:
    return MoveDraft(kind=MoveKind.LEAVE, happened_on=day, expected_until=until, reason=reason)
