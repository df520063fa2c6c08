"""Restricted cases after keys were replaced: who is named seals them again, and nobody else can."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from page_desk import PageDesk
from slices.restricting.conftest import SECOND, SECRETS, Room
from xinmiao.app.sealing_again import begin_sealing_again
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.casework import operations as casework
from xinmiao.vault.envelopes import Circle, EarlierKeys, Subject, seal


def new_sheet(room: Room) -> str:
    """Make a new recovery sheet; return its code."""
    return room.school.run(accounts.make_recovery_sheet.bind(None)).recovery_code


def test_nothing_is_to_be_done_while_keys_are_the_same(room: Room) -> None:
    room.restrict(room.me)
    assert room.school.run(casework.list_stale_cases.bind()) == ()
    assert room.school.run(casework.sealing_tasks.bind()) == ()
    assert room.school.run(casework.seal_cases_again.bind()) == 0


def test_after_a_new_sheet_the_task_is_there_until_it_was_done(room: Room) -> None:
    room.restrict(room.me)
    new_sheet(room)
    (task,) = room.school.run(casework.sealing_tasks.bind())
    assert (task.target.page, task.target.record) == ("case_restriction", room.case)
    assert "1" in str(task.title)
    assert room.school.run(casework.seal_cases_again.bind()) == 1
    assert room.school.run(casework.sealing_tasks.bind()) == ()
    assert room.school.run(casework.get_note.bind(room.note)).content.free_text == SECRETS[1]


def test_only_the_new_sheet_opens_what_was_sealed_again(room: Room) -> None:
    version = room.restrict(room.me)
    code = new_sheet(room)
    room.second()
    with pytest.raises(EarlierKeys):
        room.school.run(casework.regrant_case.bind(room.case, version, code, (room.me,)))
    room.founder()
    room.school.run(casework.seal_cases_again.bind())
    current = room.school.run(casework.get_case.bind(room.case)).version
    room.second()
    room.school.run(casework.regrant_case.bind(room.case, current, code, (room.me,)))
    assert room.school.run(casework.get_note.bind(room.note)).content.free_text == SECRETS[1]


def test_who_is_not_named_is_told_nothing_and_changes_nothing(room: Room) -> None:
    version = room.restrict(room.me)
    new_sheet(room)
    room.second()
    assert room.school.run(casework.sealing_tasks.bind()) == ()
    assert room.school.run(casework.seal_cases_again.bind()) == 0
    assert room.school.run(casework.get_restriction.bind(room.case)).version == version


def test_the_sign_in_does_it_by_itself(room: Room, qtbot: QtBot) -> None:
    room.restrict(room.me)
    new_sheet(room)
    desk = PageDesk(room.school, qtbot)
    told: list[str] = []
    begin_sealing_again(desk.context(), QObject(desk.bridge), told.append)
    assert told == []
    assert room.school.run(casework.list_stale_cases.bind()) == ()


def harm(room: Room, statement: str, *values: object) -> None:
    """Change counselling.db as a counsellor with a hex editor does."""
    database = room.school.workspace.database
    database.raw.set_authorizer(None)
    database.raw.execute(statement, values)
    database.guard.restore()


def envelope_of(room: Room) -> bytes:
    """Return the sealed part of the note as it lies in the file."""
    raw = room.school.workspace.database.raw
    (sealed,) = raw.execute("SELECT sealed FROM counselling.counselling_note WHERE id = ?", (room.note,)).fetchone()
    return bytes(sealed)


def test_an_older_genuine_envelope_put_back_is_told_at_the_next_sign_in(room: Room, qtbot: QtBot) -> None:
    room.restrict(room.me)
    older = envelope_of(room)
    room.restrict(room.me, room.account(SECOND))
    assert older != envelope_of(room)
    assert room.school.run(casework.count_altered_seals.bind()) == 0
    harm(room, "UPDATE counselling.counselling_note SET sealed = ? WHERE id = ?", older, room.note)
    room.second()
    assert room.school.run(casework.count_altered_seals.bind()) == 1
    told: list[str] = []
    desk = PageDesk(room.school, qtbot)
    begin_sealing_again(desk.context(), QObject(desk.bridge), told.append)
    assert len(told) == 1
    assert "1" in told[0]


def test_an_envelope_somebody_made_for_himself_is_told(room: Room) -> None:
    founder = room.me
    room.restrict(founder)
    room.second()
    custody = room.school.workspace.custody
    forged = seal(
        Subject("restricted:counselling_note", room.note, 9, room.note),
        b"{}",
        Circle(frozenset({founder, room.me}), recovery=True),
        custody.keyring,
        custody.vault,
    )
    harm(room, "UPDATE counselling.counselling_note SET sealed = ? WHERE id = ?", forged.to_bytes(), room.note)
    assert room.school.run(casework.count_altered_seals.bind()) == 1


def test_what_was_lifted_is_recorded_as_open(room: Room) -> None:
    version = room.restrict(room.me)
    room.school.run(casework.lift_restriction.bind(room.case, version, "家长都知道了"))
    assert room.school.run(casework.count_altered_seals.bind()) == 0
    harm(room, "UPDATE counselling.counselling_note SET sealed = x'00' WHERE id = ?", room.note)
    assert room.school.run(casework.count_altered_seals.bind()) == 1
