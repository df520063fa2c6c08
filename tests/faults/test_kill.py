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


def _run(script: str, *arguments: str) -> dict[str, object]:
    """Run a script of forks in a process of its own; return its summary."""
    done = subprocess.run(  # noqa: S603 -- our own script
        [sys.executable, str(HERE / script), *arguments], capture_output=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    summary: dict[str, object] = json.loads(done.stdout)
    return summary


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_saves_and_drafts_survive_kills_at_random_moments() -> None:
    summary = _run("kill_saves.py", "--rounds", "25")
    assert summary["rounds"] == 25
    assert {summary[name] for name in ("lost", "files_apart", "broken", "drafts_lost")} == {0}


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
@pytest.mark.parametrize("scenario", ["restore", "backup", "draft", "migration"])
def test_every_step_survives_a_kill(scenario: str) -> None:
    summary = _run("kill_steps.py", scenario)
    steps = summary["steps"]
    assert isinstance(steps, int)
    assert steps >= 5
    assert summary["problems"] == []
