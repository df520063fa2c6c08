"""The field for bytes: limited, never typed, never shown, last in its table, and forgotten when told so."""

from __future__ import annotations

import pytest
from sqlalchemy import LargeBinary

from xinmiao.kernel.fields import BinaryField, FieldProblem, TextField
from xinmiao.kernel.texts import _
from xinmiao.vault.base import column

FIELD = BinaryField(label=_("File"), maximum=2 * 1024 * 1024, kept_in_history=False, name="content")


def test_limits() -> None:
    assert FIELD.problem(None) is None
    assert FIELD.problem(bytes(2 * 1024 * 1024)) is None
    assert str(FIELD.problem(bytes(2 * 1024 * 1024 + 1))) == "This is larger than 2 MB."


def test_bytes_are_neither_typed_nor_shown() -> None:
    assert FIELD.show(b"secret") == ""
    with pytest.raises(FieldProblem):
        FIELD.parse("6162")


def test_the_column_is_deferred_and_comes_last() -> None:
    made, plain = column(FIELD), column(TextField(label=_("Name"), name="name"))
    assert isinstance(made.column.type, LargeBinary)
    assert made.deferred
    assert not plain.deferred
    assert made._sort_order > plain._sort_order  # noqa: SLF001 -- SQLAlchemy has no public way to ask


def test_history_is_kept_unless_told_otherwise() -> None:
    assert TextField(label=_("Name")).kept_in_history
    assert not FIELD.kept_in_history
