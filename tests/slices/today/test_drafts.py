"""Tasks for kept drafts: what they are of, where they lead, and how one is thrown away with a trail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from doubles import FrozenClock
from signed_in import SignedInSchool, make_signed_in_school
from xinmiao import features
from xinmiao.app.features import FEATURES
from xinmiao.features.roster import operations as roster
from xinmiao.features.today import operations as today
from xinmiao.features.today import rules
from xinmiao.features.today.records import DRAFT_PLACES
from xinmiao.kernel.errors import NotFound, RuleBroken
from xinmiao.kernel.tasks import Target


@pytest.fixture
def school(tmp_path: Path, clock: FrozenClock) -> Iterator[SignedInSchool]:
    made = make_signed_in_school(tmp_path / "data", tmp_path / "config", clock)
    yield made
    made.lock()


@pytest.mark.parametrize(
    ("key", "target", "subject"),
    [
        ("0192-note", Target("counselling_note", "0192-note"), ("counselling_note", "0192-note")),
        ("profile:s1", Target("student", "edit:s1"), ("student", "s1")),
        ("student:s1", Target("students", "edit:s1"), ("student", "s1")),
        ("student:new", Target("students", "new:"), None),
        ("case_end:c1", Target("casework", "end:c1"), ("case", "c1")),
        ("plan:s1", Target("plan", "edit:s1"), ("student", "s1")),
        ("new_appointment", Target("appointments"), None),
        ("cancel:a1", Target("appointments", "a1"), None),
        ("letter", Target("letters", "letters"), None),
        ("letter:l1", Target("letter", "l1"), None),
        ("letter_answer:l1", Target("letter", "l1"), None),
        ("new_referral_out:s1", Target("referral_out", "new:s1"), ("student", "s1")),
        ("referral_step:r1:signed", Target("referral_out", "r1"), None),
        ("new_exception:s1:police", Target("secrecy_exceptions", "new:s1"), ("student", "s1")),
        ("consent_grid:c1:counselling", Target("consent_grid", "c1"), None),
        ("unknown:p1", None, None),
    ],
)
def test_a_draft_leads_to_its_place(key: str, target: Target | None, subject: tuple[str, str] | None) -> None:
    assert (rules.draft_target(key), rules.draft_subject(key)) == (target, subject)


_TELLS_A_KEY = re.compile(r"draft_key|DRAFT|\bdraft=\"|key = |_run\(|_ask\(|_ask_one\(")
"""Lines of a page in which the key of a draft may stand."""


def test_every_draft_a_page_keeps_has_a_place() -> None:
    pages = {entry.name for feature in FEATURES for entry in feature.pages}
    assert {place.page for place in DRAFT_PLACES.values()} <= pages
    keys = kept_keys()
    assert {"new_appointment", "letter", "letter:", "referral_step:", "own_consents:"} <= keys
    assert {key for key in keys if rules.draft_target(key) is None or _is_note(key)} == set()


def kept_keys() -> set[str]:
    """Return the beginnings of all keys under which pages keep what is typed, a colon where an id follows."""
    files = (file for file in Path(features.__path__[0]).glob("*/*/*.py") if file.parent.name in {"page", "editor"})
    lines = [line for file in files for line in file.read_text("utf-8").splitlines() if _TELLS_A_KEY.search(line)]
    bare = [name for line in lines if "DRAFT = " in line for name in re.findall(r'"([a-z_]+)"', line)]
    boards = [f"{name}:" for line in lines for name in re.findall(r'\bdraft="([a-z_]+)"', line)]
    return {*bare, *boards, *(name for line in lines for name in re.findall(r'f?"([a-z_]+:)', line))}


def _is_note(key: str) -> bool:
    """Return whether a key would be taken for that of a counselling note."""
    return rules.draft_kind(key) == "counselling_note"


def test_drafts_are_told_by_what_they_are_of(school: SignedInSchool) -> None:
    student = school.run(roster.add_student.bind({"name": "王芳"}, {}))
    for key in (f"profile:{student}", "student:new", "unknown:p1"):
        school.workspace.custody.drafts.save(key, b"{}")
    tasks = {task.key: task for task in school.run(today.draft_tasks.bind())}
    assert {key: str(task.title) for key, task in tasks.items()} == {
        f"draft:profile:{student}": "The profile of 王芳 is not saved",
        "draft:student:new": "The record of a new student is not saved",
        "draft:unknown:p1": "A draft is not saved",
    }
    assert tasks["draft:unknown:p1"].target == Target("today")
    assert str(tasks["draft:unknown:p1"].why).startswith("Typed until 11-23 10:05. The program does not know")
    assert not any(task.dismissible for task in tasks.values())


def test_a_draft_thrown_away_is_gone_and_in_the_trail_of_the_student(school: SignedInSchool) -> None:
    student = school.run(roster.add_student.bind({"name": "王芳"}, {}))
    school.workspace.custody.drafts.save(f"profile:{student}", b"secret words")
    school.run(today.discard_draft.bind(f"profile:{student}"))
    assert school.run(today.draft_tasks.bind()) == ()
    with school.workspace.database.engine.connect() as connection:
        action, detail, subject = connection.exec_driver_sql(
            "SELECT e.action, e.detail, s.record_id FROM counselling.audit_entry e"
            " JOIN counselling.audit_subject s ON s.seq = e.seq ORDER BY e.seq DESC LIMIT 1"
        ).one()
    assert (action, subject) == ("draft.discarded", student)
    assert "profile" in detail
    assert "secret" not in detail


def test_a_draft_that_is_gone_already_is_said_to(school: SignedInSchool) -> None:
    with pytest.raises(NotFound):
        school.run(today.discard_draft.bind("profile:nobody"))


def merged(school: SignedInSchool, first: str, second: str) -> None:
    compared = school.run(roster.compare_students.bind(first, second))
    school.run(roster.merge_students.bind(compared))


def test_drafts_of_others_about_a_student_merged_away_lead_to_the_one_who_stands_for_him(
    school: SignedInSchool,
) -> None:
    kept, gone, third = (school.run(roster.add_student.bind({"name": name}, {})) for name in ("王芳", "王方", "李强"))
    merged(school, kept, gone)
    merged(school, third, kept)
    drafts = school.workspace.custody.drafts
    drafts.save(f"profile:{gone}", "家里的情况".encode())  # as another account finds its own after the merge
    drafts.save(f"plan:{gone}", b"plan")
    drafts.save(f"plan:{third}", b"the newer plan")
    drafts.save("0192-note", b"a note")
    assert school.run(today.follow_merged_students.bind()) == 1
    assert drafts.load(f"profile:{third}") == "家里的情况".encode()
    assert drafts.load(f"profile:{gone}") is None
    assert (drafts.load(f"plan:{gone}"), drafts.load(f"plan:{third}")) == (b"plan", b"the newer plan")
    targets = {task.key: task.target for task in school.run(today.draft_tasks.bind())}
    assert targets[f"draft:profile:{third}"] == Target("student", f"edit:{third}")
    drafts.discard(f"plan:{third}")
    assert school.run(today.follow_merged_students.bind()) == 1
    assert drafts.load(f"plan:{third}") == b"plan"
    assert school.run(today.follow_merged_students.bind()) == 0


def test_whoever_merges_has_no_draft_about_either_himself(school: SignedInSchool) -> None:
    kept, gone = (school.run(roster.add_student.bind({"name": name}, {})) for name in ("王芳", "王方"))
    school.workspace.custody.drafts.save(f"profile:{gone}", b"words")
    with pytest.raises(RuleBroken) as refused:
        merged(school, kept, gone)
    assert refused.value.code == "E-DRAFT-OPEN"
