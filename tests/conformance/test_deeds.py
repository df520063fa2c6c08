"""Every act the program records has words, so that no entry of the trail shows a name from the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from source_tree import ROOT
from xinmiao.app.features import all_operations
from xinmiao.features.audit_trail.records import DEEDS

_ACTION = re.compile(r"[a-z_]+\.[a-z_]+")


def recorded_directly() -> Iterator[str]:
    """Yield the actions written without an operation: sign-in, lock, restore, refusals."""
    for path in (ROOT / "src" / "xinmiao").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "record":
                for argument in node.args[:2]:
                    if isinstance(argument, ast.Constant) and _ACTION.fullmatch(str(argument.value)):
                        yield str(argument.value)


def test_what_the_sign_in_records_is_found_by_this_test() -> None:
    assert {"account.signed_in", "account.locked", "backup.restored", "operation.refused"} <= set(recorded_directly())


def test_every_recorded_action_has_words() -> None:
    declared = {operation.audit for operation in all_operations() if isinstance(operation.audit, str)}
    assert (declared | set(recorded_directly())) - DEEDS.keys() == set()


def test_words_are_not_used_twice() -> None:
    words = [deed.words.msgid for deed in DEEDS.values()]
    assert sorted(words) == sorted(set(words))
