"""What somebody with all keys can change, and where it shows: chain, key file, paper."""

from __future__ import annotations

import json

import pytest

from slices.audit_trail.conftest import TrailSchool
from xinmiao.features.audit_trail import operations
from xinmiao.features.audit_trail.records import ChainState, ChainVerdict
from xinmiao.features.casework import operations as casework
from xinmiao.features.roster import operations as roster
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.records import DataFile
from xinmiao.vault import audit
from xinmiao.vault.engine import FILE_NAMES, connect

COUNSELLING, SCHOOL = DataFile.COUNSELLING, DataFile.SCHOOL


def verdict(world: TrailSchool, data_file: DataFile = COUNSELLING) -> ChainVerdict:
    found = world.school.run(operations.verify_trail.bind())
    return next(each for each in found if each.data_file is data_file)


def paper_code(world: TrailSchool) -> str:
    """Return the code of a paper that is made now."""
    return world.school.run(operations.print_access_record.bind(world.wang)).head.anchor


def rewrite(world: TrailSchool, data_file: DataFile, account: str) -> None:
    """Write the whole chain anew with the right key, every act by another account."""
    key, chain_key = world.keys(data_file)
    world.school.lock()
    raw = connect(world.school.folder / FILE_NAMES[data_file], key)
    raw.execute("DROP TRIGGER audit_entry_no_update")
    previous = bytes(32)
    for seq, at, action, detail in raw.execute(
        "SELECT seq, at, action, detail FROM audit_entry ORDER BY seq"
    ).fetchall():
        previous = audit._mac(chain_key, previous, (seq, at, account, action, detail))  # noqa: SLF001 -- as a forger
        raw.execute("UPDATE audit_entry SET account = ?, mac = ? WHERE seq = ?", (account, previous, seq))
    raw.close()
    world.as_founder()


def test_an_untouched_trail_holds_and_the_check_is_recorded(trail_school: TrailSchool) -> None:
    trail_school.as_founder()
    found = trail_school.school.run(operations.verify_trail.bind())
    assert [each.holds for each in found] == [True, True]
    assert all(each.anchored_at is not None and each.entries > 0 for each in found)
    found_lines = trail_school.school.run(operations.list_trail.bind()).lines
    line = next(line for line in found_lines if line.action == "trail.checked")
    assert "Holds" in [str(value) for _label, value in line.facts]


def test_an_edited_entry_is_named_with_number_time_and_file(trail_school: TrailSchool) -> None:
    trail_school.tamper(COUNSELLING, "UPDATE audit_entry SET account = 'somebody' WHERE seq = 1")
    bad = verdict(trail_school)
    assert (bad.holds, bad.seq, bad.cut) == (False, 1, False)
    assert bad.at == trail_school.school.clock.now()
    assert verdict(trail_school, SCHOOL).holds
    found = trail_school.school.run(operations.list_trail.bind()).lines
    told = next({str(k): str(v) for k, v in line.facts} for line in found if line.action == "trail.checked")
    assert told == {
        "Entries": told["Entries"],
        "First bad entry": "1",
        "Result": "Does not hold",
        "File": "Counselling file",
    }


def test_a_deleted_entry_is_named(trail_school: TrailSchool) -> None:
    trail_school.tamper(SCHOOL, "DELETE FROM audit_entry WHERE seq = 2")
    bad = verdict(trail_school, SCHOOL)
    assert (bad.seq, bad.cut, bad.at) == (2, False, None)
    assert bad.after is not None


def test_a_cut_tail_is_seen_against_the_key_file(trail_school: TrailSchool) -> None:
    last = trail_school.last(COUNSELLING)
    trail_school.tamper(COUNSELLING, f"DELETE FROM audit_entry WHERE seq >= {last}")  # noqa: S608 -- a number
    bad = verdict(trail_school)
    assert (bad.seq, bad.cut) == (last, True)


def test_a_cut_that_is_written_over_is_seen_against_the_key_file(trail_school: TrailSchool) -> None:
    last = trail_school.last(COUNSELLING)
    trail_school.tamper(COUNSELLING, f"DELETE FROM audit_entry WHERE seq >= {last}")  # noqa: S608 -- a number
    trail_school.school.clock.advance(hours=1)
    trail_school.school.run(roster.get_student.bind(trail_school.li))
    assert (verdict(trail_school).seq, verdict(trail_school).cut) == (last, False)


def test_a_rewritten_chain_is_seen_against_the_key_file_then_only_by_the_paper(trail_school: TrailSchool) -> None:
    code = paper_code(trail_school)
    assert trail_school.school.run(operations.find_anchor.bind(code)).state is ChainState.HOLDS
    rewrite(trail_school, COUNSELLING, "somebody-else")
    assert not verdict(trail_school).holds
    trail_school.as_founder()  # the lock lets the key file remember the forged chain
    assert verdict(trail_school).holds
    answer = trail_school.school.run(operations.find_anchor.bind(code))
    assert (answer.state, answer.data_file) == (ChainState.CHANGED, COUNSELLING)


def test_a_paper_names_the_entry_it_was_made_after(trail_school: TrailSchool) -> None:
    last, moment = trail_school.last(COUNSELLING), trail_school.school.clock.now()
    code = paper_code(trail_school)
    trail_school.school.clock.advance(hours=5)
    trail_school.school.run(roster.get_student.bind(trail_school.li))
    answer = trail_school.school.run(operations.find_anchor.bind(code.lower().replace("-", " ")))
    assert (answer.state, answer.seq, answer.at) == (ChainState.HOLDS, last, moment)


def test_a_paper_does_not_fit_a_chain_that_was_cut(trail_school: TrailSchool) -> None:
    code = paper_code(trail_school)
    trail_school.tamper(COUNSELLING, "DELETE FROM audit_entry")
    assert trail_school.school.run(operations.find_anchor.bind(code)).state is ChainState.MISSING


def test_a_paper_whose_entry_stands_behind_a_changed_one_says_so(trail_school: TrailSchool) -> None:
    code = paper_code(trail_school)
    trail_school.tamper(COUNSELLING, "UPDATE audit_entry SET action = 'student.opened' WHERE seq = 1")
    answer = trail_school.school.run(operations.find_anchor.bind(code))
    assert (answer.state, answer.broken_at) == (ChainState.BROKEN, 1)


def test_a_slip_in_copying_is_a_slip_and_no_accusation(trail_school: TrailSchool) -> None:
    code = paper_code(trail_school)
    other = "A" if code[1] != "A" else "B"
    for typed in (code[0] + other + code[2:], code[:-6], "", "完全不是"):
        with pytest.raises(ValidationFailed):
            trail_school.school.run(operations.find_anchor.bind(typed))


def test_a_class_list_carries_the_school_files_code_and_a_note_the_counselling_files(
    trail_school: TrailSchool,
) -> None:
    head = trail_school.school.run(roster.head_of_list.bind())
    assert trail_school.school.run(operations.find_anchor.bind(head.anchor)).data_file is SCHOOL
    assert casework.collect_note_print.audit == "counselling_note.printed"


def test_entries_hold_no_words_of_the_code_or_of_people(trail_school: TrailSchool) -> None:
    code = paper_code(trail_school)
    trail_school.school.run(operations.find_anchor.bind(code))
    raw = trail_school.school.workspace.database.raw
    rows = raw.execute(
        "SELECT action, detail FROM audit_entry UNION SELECT action, detail FROM counselling.audit_entry"
    )
    stored = json.dumps(rows.fetchall(), ensure_ascii=False)
    assert "trail.code_checked" in stored
    assert code not in stored
    assert "王芳" not in stored
