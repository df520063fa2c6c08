"""Two hundred thousand entries: a page comes at once, whatever is filtered, and the whole chain is checked."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime, timedelta
from itertools import cycle

from slices.audit_trail.conftest import TrailSchool
from xinmiao.features.audit_trail import operations
from xinmiao.features.audit_trail.records import DeedKind, TrailFilter
from xinmiao.kernel.records import DataFile
from xinmiao.vault import audit
from xinmiao.vault.engine import FILE_NAMES, connect

ENTRIES = 200_000
LIMIT_S = 0.1
ACTS = ("growth_file.opened", "student.opened", "counselling_note.opened", "counselling_note.saved", "case.opened")


def fill(world: TrailSchool, account: str, others: tuple[str, ...]) -> None:
    """Write ten years of entries into the counselling chain, each chained as `audit.append` does."""
    key, chain_key = world.keys(DataFile.COUNSELLING)
    world.school.lock()
    raw = connect(world.school.folder / FILE_NAMES[DataFile.COUNSELLING], key)
    seq, previous = raw.execute("SELECT seq, mac FROM audit_entry ORDER BY seq DESC LIMIT 1").fetchone()
    students, accounts = cycle((world.wang, world.li, *(f"gone-{number:032}" for number in range(400)))), cycle(others)
    moment = datetime(2016, 9, 1, tzinfo=UTC)
    raw.execute("BEGIN")
    for number in range(1, ENTRIES + 1):
        moment += timedelta(minutes=26)
        at, student = moment.isoformat(timespec="microseconds"), next(students)
        detail = json.dumps({"subjects": [["student", student]]}, ensure_ascii=False, sort_keys=True)
        actor = account if number % 1_000 else next(accounts)
        values = (seq + number, at, actor, ACTS[number * 7 % 5], detail)
        previous = audit._mac(chain_key, previous, values)  # noqa: SLF001 -- as the unit of work does
        raw.execute("INSERT INTO audit_entry VALUES (?, ?, ?, ?, ?, ?)", (*values, previous))
        raw.execute("INSERT INTO audit_subject VALUES ('student', ?, ?)", (student, seq + number))
    raw.execute("COMMIT")
    raw.close()
    world.as_founder()


def test_a_page_of_two_hundred_thousand_entries_comes_at_once(trail_school: TrailSchool) -> None:
    world = trail_school
    account = world.school.workspace.actor.account
    fill(world, account, ("other-1", "other-2"))
    asked = {
        "all": TrailFilter(),
        "a common kind": TrailFilter(kinds=frozenset({DeedKind.OPENED})),
        "a rare kind": TrailFilter(kinds=frozenset({DeedKind.DATA, DeedKind.REFUSED})),
        "a kind that is not there": TrailFilter(kinds=frozenset({DeedKind.EXPORTED})),
        "an account": TrailFilter(account=account),
        "a rare account and a kind": TrailFilter(account="other-1", kinds=frozenset({DeedKind.WRITTEN})),
        "an old month": TrailFilter(since=date(2018, 3, 1), until=date(2018, 3, 31)),
        "nearly the whole time": TrailFilter(since=date(2016, 9, 2), until=date(2026, 11, 1)),
        "a student": TrailFilter(student_id=world.wang),
    }
    taken = {name: min(_seconds(world, wanted) for _try in range(3)) for name, wanted in asked.items()}
    assert {name: round(seconds, 3) for name, seconds in taken.items() if seconds > LIMIT_S} == {}
    assert all(verdict.holds for verdict in world.school.run(operations.verify_trail.bind()))


def _seconds(world: TrailSchool, wanted: TrailFilter) -> float:
    begun = time.perf_counter()
    world.school.run(operations.list_trail.bind(wanted))
    return time.perf_counter() - begun
