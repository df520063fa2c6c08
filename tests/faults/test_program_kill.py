"""The whole program killed while somebody types and saves (faults 1 and 67): confirmed is kept, a draft is offered."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROUNDS = 8
"""In the suite; `python tests/faults/kill_program.py --rounds 200` is the long run."""
LONGEST_LIFE_S = 2.0


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_a_killed_program_keeps_what_it_confirmed_and_offers_the_draft_again() -> None:
    script = Path(__file__).with_name("kill_program.py")
    rounds = ("--rounds", str(ROUNDS), "--longest", str(LONGEST_LIFE_S))
    done = subprocess.run(  # noqa: S603 -- our own script
        [sys.executable, str(script), *rounds], capture_output=True, check=False, timeout=280
    )
    told = done.stdout.decode() + done.stderr.decode()
    assert done.returncode == 0, told
    summary = json.loads(done.stdout)
    assert summary["rounds"] == ROUNDS
    assert (summary["lost"], summary["drafts_too_old"], summary["broken"]) == (0, 0, 0)
    assert summary["drafts_offered"] > 0, told
    assert summary["confirmed"] > 0, told
