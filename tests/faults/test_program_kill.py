"""The whole program killed while somebody types and saves (faults 1 and 67): confirmed is kept, a draft is offered."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROUNDS = 8
"""In the suite; `python tests/faults/kill_program.py --rounds 200` is the long run."""
LONGEST_LIFE_S = 2.0


def _run(*arguments: str, ends: int) -> dict[str, Any]:
    script = Path(__file__).with_name("kill_program.py")
    done = subprocess.run(  # noqa: S603 -- our own script
        [sys.executable, str(script), *arguments], capture_output=True, check=False, timeout=280
    )
    assert done.returncode == ends, done.stdout.decode() + done.stderr.decode()
    summary: dict[str, Any] = json.loads(done.stdout)
    return summary


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_a_killed_program_keeps_what_it_confirmed_and_offers_the_draft_again() -> None:
    summary = _run("--rounds", str(ROUNDS), "--longest", str(LONGEST_LIFE_S), ends=0)
    assert summary["rounds"] == ROUNDS
    assert (summary["lost"], summary["drafts_too_old"], summary["broken"]) == (0, 0, 0)
    assert summary["drafts_offered"] > 0, summary
    assert summary["confirmed"] > 0, summary


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
@pytest.mark.parametrize(
    ("planted", "seen", "longest_s"), [("files", "lost", LONGEST_LIFE_S), ("drafts", "drafts_too_old", 7.0)]
)
def test_a_planted_loss_is_seen(planted: str, seen: str, longest_s: float) -> None:
    """Else the test above could not fail: files of before the kill, and drafts that are gone."""
    summary = _run("--rounds", "1", "--longest", str(longest_s), "--planted", planted, ends=1)
    assert summary[seen] == 1, summary
