"""Every table that refers to a record that can be merged says how it follows; a new one cannot be forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import ClassVar

import pytest
from sqlalchemy import MetaData, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped

from xinmiao.app.features import FEATURES
from xinmiao.kernel.fields import ReferenceField, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import Text
from xinmiao.vault.base import Versioned, column
from xinmiao.vault.merge_rules import COMBINE, MergeRule, MergeWay
from xinmiao.vault.merging import unique_with

_IDS_OF_NO_STUDENT = {
    ("student_merge", "former"): "who was taken out; by it a merge is undone",
    ("attachment", "of_id"): "follows with its kind, `Merger._follow_of`",
    ("paper_place", "of_id"): "follows with its kind, `Merger._follow_of`",
    ("phrase", "key"): "the short word that is typed",
    ("own_lesson", "subject"): "what is taught in the lesson",
}


def models() -> list[type[Versioned]]:
    found: list[type[Versioned]] = []
    for feature in FEATURES:
        if feature.model:
            found += [
                value
                for value in vars(import_module(feature.model)).values()
                if isinstance(value, type) and issubclass(value, Versioned) and "__tablename__" in vars(value)
            ]
    return found


def uncovered(tables: Iterable[type[Versioned]]) -> list[str]:
    """Return tables whose rows could be left behind, or could not follow, when two students become one."""
    found = []
    for model in tables:
        record = model.spec.record
        for field in model.spec.fields:
            if isinstance(field, ReferenceField) and field.record == "student":
                if unique_with(model, field.name) and model.merging.way in {MergeWay.MOVE, MergeWay.ONE_OPEN}:
                    found.append(f"{record}.{field.name}: one row only, and no rule for two")
            elif isinstance(field, TextField) and _looks_like_an_id(field.name) and not _covered(model, field.name):
                found.append(f"{record}.{field.name}: may hold a student's id without saying so")
    return found


def _looks_like_an_id(name: str) -> bool:
    return name in {"key", "former", "subject"} or name.endswith(("_id", "_ids", "_key")) or "student_i" in name


def _covered(model: type[Versioned], name: str) -> bool:
    return name in model.merged_in_words or (model.spec.record, name) in _IDS_OF_NO_STUDENT


def test_every_table_follows_when_two_students_become_one() -> None:
    assert uncovered(models()) == []


class _Base(DeclarativeBase):
    metadata = MetaData()


class _PlantedSpec(RecordSpec):
    record = "planted"
    label = Text("Planted")
    file = DataFile.SCHOOL

    student_id = ReferenceField(label=Text("Student"), record="student", required=True)
    friend_ids = TextField(label=Text("Friends"), max_length=400)


_PLANTED = _PlantedSpec()


class _Planted(Versioned, _Base):
    __tablename__ = "test_planted"
    __table_args__ = (UniqueConstraint("student_id"),)
    spec: ClassVar[RecordSpec] = _PLANTED

    student_id: Mapped[str] = column(_PLANTED.student_id)
    friend_ids: Mapped[str | None] = column(_PLANTED.friend_ids)


class _Declared(Versioned, _Base):
    __tablename__ = "test_declared"
    __table_args__ = (UniqueConstraint("student_id"),)
    spec: ClassVar[RecordSpec] = _PLANTED
    merging: ClassVar[MergeRule] = COMBINE
    merged_in_words: ClassVar[tuple[str, ...]] = ("friend_ids",)

    student_id: Mapped[str] = column(_PLANTED.student_id)
    friend_ids: Mapped[str | None] = column(_PLANTED.friend_ids)


@pytest.mark.parametrize(("model", "told"), [(_Planted, ["student_id", "friend_ids"]), (_Declared, [])])
def test_a_forgotten_table_is_told(model: type[Versioned], told: list[str]) -> None:
    assert [line.split(":")[0].removeprefix("planted.") for line in uncovered([model])] == told
