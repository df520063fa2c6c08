"""The log says what happened and nothing about whom."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from xinmiao.kernel.errors import RuleBroken
from xinmiao.kernel.texts import _
from xinmiao.system.logs import LOG_NAME, describe, scrub, start_log, stop_log

NAME, NUMBER, PHONE = "王芳𠮷", "99000020130504123X", "13900001234"
LOGGER = logging.getLogger("xinmiao.test")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    level = logging.getLogger().level
    handler = start_log(tmp_path)
    yield tmp_path / LOG_NAME
    stop_log(handler)
    logging.getLogger().setLevel(level)


def raise_with_values() -> None:
    """Fail the way a database error does, with the values in its message, twice wrapped."""
    try:
        try:
            dict[tuple[str, str], str]()[NAME, PHONE]
        except KeyError as error:
            message = f"INSERT ... [parameters: ({NAME!r}, {NUMBER!r})]"
            raise ValueError(message) from error
    except ValueError as error:
        raise RuntimeError(secret_of("risk: has a plan")) from error


def secret_of(words: str) -> str:
    """Return a message in words that no pattern would strike out."""
    return f"note body {words}"


def test_exceptions_are_logged_without_their_values(log: Path, expect_log: object) -> None:
    assert callable(expect_log)
    expect_log("saving failed")
    try:
        raise_with_values()
    except RuntimeError:
        LOGGER.exception("saving failed")
    written = log.read_text(encoding="utf-8")
    for secret in (NAME, NUMBER, PHONE, "risk", "INSERT", "note body"):
        assert secret not in written
    assert "builtins.RuntimeError" in written
    assert "builtins.ValueError" in written
    assert "builtins.KeyError" in written
    assert "raise_with_values" in written
    assert str(Path(__file__).parent) not in written


def test_lines_are_scrubbed(log: Path) -> None:
    LOGGER.info("opened %s for %s at /home/li/学校 and C:\\Users\\Li\\x after 1234 ms", NUMBER, NAME)
    written = log.read_text(encoding="utf-8")
    assert "opened # for □ at ~/□ and ~\\x after 1234 ms" in written


def test_our_own_errors_keep_their_msgid() -> None:
    error = RuleBroken(_("{name} is gone.").format(name=NAME))
    described = describe(error)
    assert "E-RULE: {name} is gone." in described
    assert NAME not in described


def test_a_circle_of_causes_ends() -> None:
    first, second = ValueError("a"), ValueError("b")
    first.__cause__, second.__cause__ = second, first
    assert describe(first).count("ValueError") == 2


@pytest.mark.parametrize(
    ("line", "clean"),
    [
        ("班级 七(2)班", "□ □(2)□"),
        ("rows 300, 2026-11-23", "rows 300, 2026-11-23"),
        ("phone 13900001234", "phone #"),
        ("/Users/lihua/Documents", "~/Documents"),
        ("㛃 䶮 𬭎", "□ □ □"),
    ],
)
def test_scrub(line: str, clean: str) -> None:
    assert scrub(line) == clean


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    level = logging.getLogger().level
    (tmp_path / "file").touch()
    handler = start_log(tmp_path / "file" / "log")
    LOGGER.info("still here")
    stop_log(handler)
    logging.getLogger().setLevel(level)
    assert isinstance(handler, logging.NullHandler)


def test_the_file_rotates(log: Path) -> None:
    for _number in range(700):
        LOGGER.info("x" * 1000)
    assert log.with_name(f"{LOG_NAME}.1").exists()
    assert log.stat().st_size <= 512 * 1024
