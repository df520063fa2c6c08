"""What can be asked of the meter, and who is full-time; the only door to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from xinmiao.features.casework.operations import count_minutes
from xinmiao.features.counselling_hours import rules
from xinmiao.features.counselling_hours.model import CounsellorPost
from xinmiao.features.counselling_hours.records import (
    COUNSELLOR_POST,
    Meter,
    MeterPrint,
    PostLine,
    WeekMinutes,
)
from xinmiao.features.group_counselling.operations import count_group_minutes
from xinmiao.features.school_calendar.operations import get_school_days
from xinmiao.kernel.access import Permission, Role, Scope
from xinmiao.kernel.errors import NotFound, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.school_days import SchoolDays, TermFacts, monday_of
from xinmiao.kernel.texts import _
from xinmiao.vault import paper_anchor
from xinmiao.vault.unit import Unit

_FURTHEST = timedelta(days=366)
_Posts = list[tuple[date, bool]]


@dataclass(frozen=True)
class _Ground:
    """What every week is measured on."""

    days: SchoolDays
    term: TermFacts | None
    posts: _Posts


@query(
    requires=Permission.COUNSELLING_HOURS_READ,
    scope=Scope.OWN_ACCOUNT,
    audit=NotAudited("minutes of one's own work, no person"),
)
def get_meter(unit: Unit) -> Meter:
    """Return the acting counsellor's minutes in each teaching week of the term that runs, or ran last."""
    days, posts, today = unit.run(get_school_days.bind()), _posts(unit, unit.actor.account), unit.clock.today()
    term = rules.term_shown(days, today)
    weeks = () if term is None else rules.weeks_of(term)
    ground = _Ground(days, term, posts)
    full_time, since = rules.full_time_on(today, posts)
    return Meter(
        first=None if term is None else term.first,
        last=None if term is None else term.last,
        weeks=tuple(_week(unit, number, monday, ground) for number, monday in weeks),
        full_time=full_time,
        full_time_since=since,
        now=_now(unit, days, posts),
    )


@query(
    requires=Permission.COUNSELLING_HOURS_READ,
    scope=Scope.OWN_ACCOUNT,
    audit=NotAudited("minutes of one's own work, no person"),
)
def get_week_meter(unit: Unit) -> Meter:
    """Return the week that runs alone, as Today shows it."""
    days, posts = unit.run(get_school_days.bind()), _posts(unit, unit.actor.account)
    full_time, since = rules.full_time_on(unit.clock.today(), posts)
    return Meter(None, None, (), full_time, since, now=_now(unit, days, posts))


@query(
    requires=Permission.COUNSELLING_HOURS_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("labels of accounts, and who works full-time"),
)
def list_posts(unit: Unit) -> tuple[PostLine, ...]:
    """Return the counsellors' accounts with what holds of them today, the own one first."""
    today = unit.clock.today()
    found = []
    for account, label in _counsellors(unit):
        full_time, since = rules.full_time_on(today, _posts(unit, account))
        found.append(PostLine(account, label, full_time, since, account == unit.actor.account))
    return tuple(sorted(found, key=lambda line: (not line.is_own, line.label)))


@command(requires=Permission.COUNSELLING_HOURS_WRITE, scope=Scope.WHOLE_SCHOOL, audit="counsellor_post.saved")
def set_post(unit: Unit, account: str, since: date | None, *, full_time: bool) -> None:
    """Say that a counsellor works full-time, or does not, from a day on; earlier weeks keep what held then.

    Raises:
        NotFound: no such counsellor's account.
        ValidationFailed: no day, or one more than a year ahead.
    """
    if account not in dict(_counsellors(unit)):
        raise NotFound
    problems = COUNSELLOR_POST.problems({"since": since}, only=("since",))
    if since is not None and since - unit.clock.today() > _FURTHEST:
        problems["since"] = _("This is more than a year ahead; please check the date.")
    if problems or since is None:
        raise ValidationFailed(problems)
    statement = select(CounsellorPost).where(CounsellorPost.account_id == account, CounsellorPost.since == since)
    post = unit.db.scalar(statement)
    if post is None:
        post = CounsellorPost(id=unit.ids.new(), account_id=account, since=since)
        unit.db.add(post)
    post.full_time = full_time
    unit.concerns("account", account)


@command(requires=Permission.COUNSELLING_HOURS_READ, scope=Scope.OWN_ACCOUNT, audit="counselling_hours.printed")
def collect_meter_print(unit: Unit) -> MeterPrint:
    """Return what the paper of the acting counsellor's meter is made of."""
    meter = unit.run(get_meter.bind())
    return MeterPrint(meter, unit.actor.label, paper_anchor.head_for(unit, DataFile.SCHOOL))


def _now(unit: Unit, days: SchoolDays, posts: _Posts) -> WeekMinutes:
    today = unit.clock.today()
    week = days.teaching_week_of(today)
    number, term = (0, None) if week is None else (week.number, week.term)
    return _week(unit, number, monday_of(today), _Ground(days, term, posts))


def _week(unit: Unit, number: int, monday: date, ground: _Ground) -> WeekMinutes:
    today, last = unit.clock.today(), monday + rules.WEEK - timedelta(days=1)
    full_time, _since = rules.full_time_on(min(last, max(today, monday)), ground.posts)
    school_days = rules.school_days_in(monday, ground.days, ground.term)
    if monday > today:
        state = rules.state_of(monday, 0, school_days, today, full_time=full_time)
        return WeekMinutes(number, monday, 0, 0, school_days, state)
    talks, meetings = unit.run(count_minutes.bind(monday, last)), unit.run(count_group_minutes.bind(monday, last))
    group = talks.group + meetings.minutes
    state = rules.state_of(monday, talks.individual + group, school_days, today, full_time=full_time)
    unknown = talks.without_end + meetings.without_end
    return WeekMinutes(number, monday, talks.individual, group, school_days, state, unknown)


def _posts(unit: Unit, account: str) -> _Posts:
    found = unit.db.execute(
        select(CounsellorPost.since, CounsellorPost.full_time).where(CounsellorPost.account_id == account)
    )
    return [(row.since, bool(row.full_time)) for row in found]


def _counsellors(unit: Unit) -> list[tuple[str, str]]:
    if not unit.database.has_custody:
        return [(unit.actor.account, unit.actor.label)]
    accounts = unit.custody.vault.accounts()
    return [(each.id, each.label) for each in accounts if Role.COUNSELLOR in each.roles and not each.disabled]
