"""Killed while saving, restoring, backing up, migrating, drafting: what was confirmed is there.

Faults 1, 3, 4, 7, 8.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent


def _run(script: str, *arguments: str, ends: int = 0) -> dict[str, object]:
    """Run a script of forks in a process of its own; return its summary."""
    done = subprocess.run(  # noqa: S603 -- our own script
        [sys.executable, str(HERE / script), *arguments], capture_output=True, check=False, timeout=300
    )
    assert done.returncode == ends, done.stdout.decode() + done.stderr.decode()
    summary: dict[str, object] = json.loads(done.stdout)
    return summary


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_saves_and_drafts_survive_kills_at_random_moments() -> None:
    summary = _run("kill_saves.py", "--rounds", "25")
    assert summary["rounds"] == 25
    assert {summary[name] for name in ("lost", "files_apart", "broken", "drafts_lost")} == {0}


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_a_kill_between_two_pages_of_a_commit_takes_back_the_whole_save() -> None:
    summary = _run("kill_saves.py", "--in-commit", "--rounds", "8")
    assert (summary["rounds"], summary["journals_played_back"]) == (8, 8), "each kill fell into a commit"
    assert {summary[name] for name in ("lost", "files_apart", "broken", "drafts_lost")} == {0}


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_with_the_journal_in_memory_the_same_kill_is_seen_to_do_harm() -> None:
    """Else the tests above could not fail: this is the break they are there for."""
    summary = _run("kill_saves.py", "--in-commit", "--journal", "memory", "--rounds", "8", ends=1)
    assert summary["journals_played_back"] == 0
    assert [name for name in ("lost", "files_apart", "broken") if summary[name]] != []


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
@pytest.mark.parametrize("scenario", ["restore", "backup", "draft", "migration"])
def test_every_step_survives_a_kill(scenario: str) -> None:
    summary = _run("kill_steps.py", scenario)
    steps = summary["steps"]
    assert isinstance(steps, int)
    assert steps >= 5
    assert summary["problems"] == []
