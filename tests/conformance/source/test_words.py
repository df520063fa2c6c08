"""Words and strings that no committed file holds: machine paths, registry hosts, colours, doubles by patching."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from source_tree import ROOT, project_files, python_files, shown, source_files

# Li is the invented teacher of the tests.
MACHINE_PATH = re.compile(
    r"(?<![\w.~/}>])/(?:work|root|tmp|opt|mnt|home/(?!li\b|shared)[a-z]\w*|Users/[A-Z]\w*)(?=[/\"'\s`)]|$)|[A-Z]:\\\\?Users\\\\?(?!Li\\)[A-Z]"
)
REGISTRY = re.compile(
    "|".join(
        re.escape(name)
        for name in (
            "py" + "pi.org",
            "files.pythonho" + "sted.org",
            "npm" + "js.org",
            "deb.de" + "bian.org",
            "index" + "-url",
            "find" + "-links",
        )
    )
)
ALLOWED_REGISTRY_WORDS = {"tools/lock.py"}
"""It tells uv to leave them out."""
BUILT_BY = re.compile(
    r"\b(?:"
    + "|".join(("Chat" + "GPT", "Clau" + "de", "Copi" + "lot", "L" + "LM", "Open" + "AI", "Anth" + "ropic"))
    + r")\b"
)
COLOUR = re.compile(
    r"[\"'](?:#[0-9A-Fa-f]{3}(?:[0-9A-Fa-f]{3}(?:[0-9A-Fa-f]{2})?)?)[\"']|\bQt\.GlobalColor\.(?!transparent)|\brgba?\(\d"
)
PATCHING = re.compile(
    r"unittest" + r"\.mock|from unittest impo" + r"rt mock|monkeypatch\.set" + r"attr|\bmocker\b|MagicM" + r"ock"
)
SLEEPING = re.compile(r"\btime\.sle" + r"ep\(|\bqWait\(")
GENERATED = {"installer/requirements.lock", "installer/requirements-dev.lock"}

OFFENCES = [
    (MACHINE_PATH, "read('/wo" + "rk/main/x')"),
    (MACHINE_PATH, "see /ro" + "ot/.cache here"),
    (MACHINE_PATH, "cp x /tm" + "p"),
    (MACHINE_PATH, '"/ho' + 'me/lihua/data"'),
    (MACHINE_PATH, r'"C:\Users' + r'\Lihua"'),
    (REGISTRY, "see pypi" + ".org/x"),
    (COLOUR, 'QColor("#297' + '660")'),
    (COLOUR, "Qt.GlobalColor." + "red"),
    (PATCHING, "monkeypatch.set" + "attr(x, 'y', 1)"),
    (PATCHING, "from unittest" + ".mock import Mock"),
    (SLEEPING, "time.sle" + "ep(1)"),
]


@pytest.mark.parametrize(("pattern", "offence"), OFFENCES)
def test_a_planted_offence_is_found(pattern: re.Pattern[str], offence: str) -> None:
    assert pattern.search(offence)


@pytest.mark.parametrize(
    "harmless", ["/workspace", "a/work/b", "src/root.py", "/proc/mounts", "{folder}/tmp", "#297660"]
)
def test_a_harmless_word_is_not(harmless: str) -> None:
    assert not MACHINE_PATH.search(harmless)
    assert not COLOUR.search(harmless)


def _found(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{shown(path)}:{number}: {hit.group(0)}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if (hit := pattern.search(line))
    ]


def _without(names: set[str]) -> list[Path]:
    return [path for path in project_files() if shown(path) not in names]


def test_no_machine_path() -> None:
    assert not _found(MACHINE_PATH, list(project_files()))


def test_no_registry_host() -> None:
    found = _found(REGISTRY, _without(ALLOWED_REGISTRY_WORDS))
    assert not found, "\n".join(found)


def test_nothing_says_how_it_was_built() -> None:
    assert not _found(BUILT_BY, list(project_files()))


def test_colours_come_from_tokens() -> None:
    found = _found(COLOUR, source_files())
    assert not found, "\n".join(found)


def test_tests_use_the_real_thing() -> None:
    tests = [path for path in python_files() if path.is_relative_to(ROOT / "tests")]
    found = [*_found(PATCHING, tests), *_found(SLEEPING, tests)]
    assert not found, "\n".join(found)


def test_locks_name_every_hash_and_no_place() -> None:
    for name in sorted(GENERATED):
        text = (ROOT / name).read_text(encoding="utf-8")
        pins = re.findall(r"^([a-z0-9-]+)==\S+ .*\\$", text, re.MULTILINE)
        assert len(pins) == len(set(pins)) > 10
        assert "://" not in text
        blocks = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
        assert all("--hash=sha256:" in block for block in blocks)


def test_development_installs_what_the_program_ships_on() -> None:
    shipped = _pins("installer/requirements.lock")
    installed = _pins("installer/requirements-dev.lock")
    assert shipped.items() <= installed.items()


def _pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))
