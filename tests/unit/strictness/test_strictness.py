"""The watchers of every test really fail a test: faults are planted in an inner run, each must be found."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FAULTY = Path(__file__).with_name("planted_faults.py")
EXPECTED = {
    "network": "NetworkRefused",
    "swallowed_network": "used the network",
    "log": "unexpected log lines",
    "silent_log": "that never came",
    "thread": "threads outlive the test",
    "window": "windows outlive the test",
    "timer": "timers outlive the test",
    "qt_complaint": "Qt messages",
    "python_warning": "UserWarning: odd",
}


@pytest.fixture(scope="module")
def inner_run(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Run the planted faults under the project's conftest and configuration; return what pytest printed."""
    folder = tmp_path_factory.mktemp("inner")
    (folder / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "test_planted.py").write_text(FAULTY.read_text(encoding="utf-8"), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder)]
    command += [
        "-o",
        f"pythonpath={ROOT / 'src'} {ROOT / 'tests'} {ROOT}",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:randomly",
    ]
    ran = subprocess.run(  # noqa: S603 -- ourselves
        [*command, "-rfE", "--tb=short", "test_planted.py"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1, ran.stdout + ran.stderr
    return ran.stdout


@pytest.mark.parametrize("fault", sorted(EXPECTED))
def test_a_planted_fault_is_found(fault: str, inner_run: str) -> None:
    sections = re.split(r"^_{3,} (?:ERROR at teardown of )?(test_\w+) _{3,}$", inner_run, flags=re.MULTILINE)
    said = "".join(text for name, text in zip(sections[1::2], sections[2::2], strict=True) if name == f"test_{fault}")
    assert EXPECTED[fault] in said, inner_run


def test_a_test_that_cleans_up_passes(inner_run: str) -> None:
    assert "test_clean" not in inner_run.partition("short test summary")[2]
    assert re.search(r"(FAILED|ERROR) .*test_timer", inner_run)
