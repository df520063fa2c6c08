"""A school whose vault.json is to be damaged, edited or forged, and what the tests of that need."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from key_schools import (
    NEW_PASSWORD,
    KeySchool,
    found_school,
)
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import AppError, StorageError
from xinmiao.vault.keys import (
    NewAccount,
    add_account,
)
from xinmiao.vault.keys.plain import to_plain
from xinmiao.vault.keys.records import VaultContent

Edit = Callable[[dict[str, Any]], None]


def damaged_school(tmp_path: Path) -> KeySchool:
    """Found a school with a class teacher, an administrator and one who waits; three generations are there."""
    made = found_school(tmp_path)
    made.teacher()
    _, office = made.office()
    add_account(made.vault(), made.store, office, NewAccount("王老师", frozenset({Role.COUNSELLOR}), NEW_PASSWORD))
    return made


def id_of(school: KeySchool, label: str) -> str:
    return next(entry.id for entry in school.vault().accounts() if entry.label == label)


def write(school: KeySchool, content: VaultContent) -> None:
    """Write content as it is, as somebody with our source code could."""
    (school.data / "vault.json").write_text(json.dumps(to_plain(content)), encoding="utf-8")


def raised(school: KeySchool) -> AppError:
    """Return what loading says when there is nothing to fall back on."""
    school.only_generation()
    with pytest.raises(StorageError) as caught:
        school.vault()
    return caught.value
