"""The 6-hour meter on real files, against sums done by hand."""

from __future__ import annotations

from datetime import date

import pytest

from counselling_room import COLLEAGUE, add_student, local, open_case, saved, signed
from schools import COUNSELLOR, School
from xinmiao.documents.pdf import render_pdf
from xinmiao.documents.raster import extract_text
from xinmiao.features.casework.records import NoteForm
from xinmiao.features.counselling_hours import operations as meter
from xinmiao.features.counselling_hours import rules
from xinmiao.features.counselling_hours.prints import meter_paper
from xinmiao.features.counselling_hours.records import WeekState
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.school_calendar.records import OwnDayKind, OwnDayView, TermView
from xinmiao.kernel.errors import NotFound, ValidationFailed
from xinmiao.kernel.school_days import SchoolDays, TermFacts

TERM = TermView(date(2026, 11, 2), date(2026, 12, 11), second=False)


@pytest.fixture
def case(school: School) -> str:
    school.run(calendar.save_term.bind(TERM))
    return open_case(school, add_student(school, "王芳"))


def talk(school: School, case: str, start: str, end: str, form: NoteForm = NoteForm.INDIVIDUAL) -> None:
    """Note a talk; without an end its minutes are not known."""
    ended = local(f"{start[:10]} {end}") if end else None
    saved(school, case, started_at=local(start), ended_at=ended, form=form)


def full_time(school: School, since: date, *, holds: bool = True) -> None:
    school.run(meter.set_post.bind(COUNSELLOR.account, since, full_time=holds))


def states(school: School) -> list[WeekState]:
    return [week.state for week in school.run(meter.get_meter.bind()).weeks]


def test_each_week_counts_individual_and_group_minutes_and_nothing_else(school: School, case: str) -> None:
    full_time(school, date(2026, 9, 1))
    talk(school, case, "2026-11-02 08:00", "13:00")  # 300
    talk(school, case, "2026-11-08 09:00", "10:00", NoteForm.GROUP)  # a Sunday, 60: six hours together
    talk(school, case, "2026-11-09 09:00", "10:30")  # 90
    talk(school, case, "2026-11-10 09:00", "15:00", NoteForm.TEACHER)  # counts in no week
    talk(school, case, "2026-11-11 09:00", "")
    first, second, *_rest = school.run(meter.get_meter.bind()).weeks
    assert (first.individual, first.group, first.counted, first.state) == (300, 60, 360, WeekState.ENOUGH)
    assert (second.counted, second.missing, second.state, second.without_end) == (90, 270, WeekState.SHORT, 1)


def test_a_week_of_few_school_days_runs_or_is_to_come_lacks_nothing(school: School, case: str) -> None:
    assert case
    full_time(school, date(2026, 9, 1))
    off = OwnDayView(date(2026, 11, 17), date(2026, 11, 19), OwnDayKind.DAY_OFF, "校庆")
    school.run(calendar.save_own_day.bind(off))
    wanted = [WeekState.SHORT, WeekState.SHORT, WeekState.FEW_DAYS, WeekState.RUNNING, WeekState.TO_COME]
    assert states(school) == [*wanted, WeekState.TO_COME]
    weeks = school.run(meter.get_meter.bind()).weeks
    assert [week.school_days for week in weeks] == [5, 5, 2, 5, 5, 5]
    assert [week.missing for week in weeks] == [360, 360, 0, 0, 0, 0]


def test_weeks_before_somebody_was_full_time_have_no_measure(school: School, case: str) -> None:
    assert case
    assert set(states(school)[:4]) == {WeekState.PART_TIME}
    full_time(school, date(2026, 11, 12))
    assert states(school)[:2] == [WeekState.PART_TIME, WeekState.SHORT]
    full_time(school, date(2026, 11, 23), holds=False)
    assert states(school)[1:4] == [WeekState.SHORT, WeekState.SHORT, WeekState.PART_TIME]
    view = school.run(meter.get_meter.bind())
    assert (view.full_time, view.full_time_since) == (False, date(2026, 11, 23))


def test_hours_are_each_counsellors_own(school: School, case: str) -> None:
    signed(school, case)
    assert school.run(meter.get_week_meter.bind()).now.counted == 45  # type: ignore[union-attr]
    assert school.run(meter.get_week_meter.bind(), COLLEAGUE).now.counted == 0  # type: ignore[union-attr]


def test_without_a_term_there_is_the_week_that_runs_alone(school: School) -> None:
    view = school.run(meter.get_meter.bind())
    assert (view.weeks, view.first) == ((), None)
    assert view.now is not None


def test_who_is_full_time_is_said_of_counsellors_from_a_day_on(school: School) -> None:
    with pytest.raises(NotFound):
        school.run(meter.set_post.bind("nobody", date(2026, 9, 1), full_time=True))
    for day in (None, date(2028, 1, 1)):
        with pytest.raises(ValidationFailed):
            school.run(meter.set_post.bind(COUNSELLOR.account, day, full_time=True))


def test_the_last_term_stays_until_the_next_begins() -> None:
    first, second = (
        TermFacts(date(2026, 9, 1), date(2027, 1, 15), second=False),
        TermFacts(date(2027, 3, 1), date(2027, 7, 9), second=True),
    )
    days = SchoolDays(terms=(first, second))
    assert rules.term_shown(days, date(2027, 2, 10)) == first
    assert rules.term_shown(days, date(2027, 3, 1)) == second
    assert rules.term_shown(days, date(2026, 8, 1)) is None


def test_the_paper_says_what_the_screen_says(school: School, case: str) -> None:
    full_time(school, date(2026, 9, 1))
    talk(school, case, "2026-11-02 08:00", "10:00")
    paper = meter_paper(school.run(meter.collect_meter_print.bind()))
    text = "".join("".join(extract_text(render_pdf(paper))).split())
    assert "2026-11-02" in text
    assert "2.0" in text
    assert "4.0" in text
