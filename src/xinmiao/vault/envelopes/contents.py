"""Between a frozen dataclass and the bytes an envelope holds: one spelling, read strictly."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from xinmiao.vault.envelopes.errors import EnvelopeDamaged
from xinmiao.vault.keys.plain import Misshapen, from_plain, to_plain
from xinmiao.vault.keys.primitives import canonical

T = TypeVar("T")


def spelled(contents: Any) -> bytes:
    """Return a frozen dataclass of plain values, tuples and dataclasses as an envelope holds it."""
    return canonical(to_plain(contents))


def contents_of(kind: type[T], plain: bytes) -> T:
    """Return what `spelled` was given.

    Raises:
        EnvelopeDamaged: it is of another shape; whoever wrote it, nothing of it is taken over.
    """
    try:
        return from_plain(kind, json.loads(plain))
    except (Misshapen, ValueError, RecursionError) as error:
        raise EnvelopeDamaged from error
