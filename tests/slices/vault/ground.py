"""An invented record in each file, and a school of two files to keep them in, for the tests of the ground."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped

from key_schools import KeySchool
from xinmiao.kernel.access import Actor, Permission, Role, Scope
from xinmiao.kernel.clock import Clock, Ids
from xinmiao.kernel.fields import IntegerField, TextField
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _
from xinmiao.vault.base import CounsellingBase, SchoolBase, Versioned, column
from xinmiao.vault.database import Database
from xinmiao.vault.engine import FILE_NAMES, attach, connect
from xinmiao.vault.migrate import create_files
from xinmiao.vault.unit import Unit


class PotSpec(RecordSpec):
    """A flower pot: harmless, lies in school.db."""

    record = "pot"
    label = _("Pot")
    file = DataFile.SCHOOL
    colour = TextField(label=_("Colour"), required=True, max_length=20)
    shelf = TextField(label=_("Shelf"), max_length=20)


class LeafSpec(RecordSpec):
    """A leaf: secret, lies in counselling.db, searched."""

    record = "leaf"
    label = _("Leaf")
    file = DataFile.COUNSELLING
    words = TextField(label=_("Words"), required=True, max_length=2000, multiline=True)
    size = IntegerField(label=_("Size"))


POT = PotSpec()
LEAF = LeafSpec()


class Pot(Versioned, SchoolBase):
    """A mapped pot; a class teacher sees the shelves that bear a class of his."""

    __tablename__ = "test_pot"
    spec: ClassVar[RecordSpec] = POT
    colour: Mapped[str] = column(POT.colour)
    shelf: Mapped[str | None] = column(POT.shelf)

    @classmethod
    def visible_to(cls, actor: Actor, scope: Scope) -> ColumnElement[bool] | None:
        """Limit a class teacher to his shelves."""
        del scope
        return None if actor.sees_whole_school else cls.shelf.in_(actor.class_ids)


class Leaf(Versioned, CounsellingBase):
    """A mapped leaf."""

    __tablename__ = "test_leaf"
    spec: ClassVar[RecordSpec] = LEAF
    words: Mapped[str] = column(LEAF.words)
    size: Mapped[int | None] = column(LEAF.size)

    def searched_text(self) -> str | None:
        """Search the words; a bare leaf is not in the index."""
        return self.words or None


COUNSELLOR = Actor("a-counsellor", "周老师", frozenset({Role.COUNSELLOR}))
TEACHER = Actor("a-teacher", "林老师", frozenset({Role.CLASS_TEACHER}), frozenset({"7-1"}))

_DDL = (
    "CREATE TABLE {schema}.test_{name} (id VARCHAR(36) PRIMARY KEY, version INTEGER NOT NULL, created_at VARCHAR(32)"
    " NOT NULL, created_by VARCHAR(36) NOT NULL, changed_at VARCHAR(32) NOT NULL, changed_by VARCHAR(36) NOT NULL,"
    " {columns})"
)


@dataclass
class Ground:
    """A folder with the two files and their keys."""

    folder: Path
    keys: dict[DataFile, bytes]
    clock: Clock
    ids: Ids
    audit_keys: dict[DataFile, bytes]

    def open(self, *, read_only: bool = False, only_school: bool = False) -> Database:
        """Open the files as a counsellor, or as an account that holds the school key alone."""
        files = [DataFile.SCHOOL] if only_school else list(DataFile)
        keys = {data_file: self.keys[data_file] for data_file in files}
        return Database(
            self.folder,
            keys,
            {data_file: self.audit_keys[data_file] for data_file in keys},
            clock=self.clock,
            ids=self.ids,
            read_only=read_only,
        )

    def path(self, data_file: DataFile) -> Path:
        """Return where a file lies."""
        return self.folder / FILE_NAMES[data_file]


def make_ground(folder: Path, clock: Clock, ids: Ids) -> Ground:
    """Make both files with keys from nowhere and the two test tables."""
    keys = {data_file: os.urandom(48) for data_file in DataFile}
    create_files(folder, keys, school="school-1", root_fingerprint="fingerprint-1")
    audit_keys = {data_file: key[:32] for data_file, key in keys.items()}
    return _with_test_tables(Ground(folder, keys, clock, ids, audit_keys))


def make_founded_ground(founded: KeySchool) -> Ground:
    """Make both files of a founded school under its real keys, and the two test tables."""
    keyring, vault = founded.founder, founded.vault()
    keys = {data_file: keyring.file_key(data_file) for data_file in DataFile}
    create_files(founded.data, keys, school=vault.school_id, root_fingerprint=vault.root_fingerprint)
    audit_keys = {data_file: keyring.audit_key(data_file) for data_file in DataFile}
    return _with_test_tables(Ground(founded.data, keys, founded.means.clock, founded.means.ids, audit_keys))


def _with_test_tables(ground: Ground) -> Ground:
    folder, keys = ground.folder, ground.keys
    raw = connect(folder / FILE_NAMES[DataFile.SCHOOL], keys[DataFile.SCHOOL])
    attach(raw, folder / FILE_NAMES[DataFile.COUNSELLING], keys[DataFile.COUNSELLING])
    raw.execute(_DDL.format(schema="main", name="pot", columns="colour VARCHAR(20) NOT NULL, shelf VARCHAR(20)"))
    raw.execute(_DDL.format(schema="counselling", name="leaf", columns="words TEXT NOT NULL, size INTEGER"))
    raw.close()
    return ground


@command(requires=Permission.STUDENT_WRITE, scope=Scope.VISIBLE_STUDENTS, audit="pot.saved")
def save_pot(unit: Unit, pot_id: str, colour: str, shelf: str) -> str:
    """Add a pot."""
    unit.db.add(Pot(id=pot_id, colour=colour, shelf=shelf))
    return pot_id


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="leaf.saved")
def save_leaf(unit: Unit, leaf_id: str, words: str) -> str:
    """Add a leaf."""
    unit.concerns("leaf", leaf_id)
    unit.db.add(Leaf(id=leaf_id, words=words))
    return leaf_id


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="plant.saved")
def save_plant(unit: Unit, plant_id: str, words: str) -> str:
    """Add a pot and its leaf: a unit that writes both files."""
    unit.concerns("leaf", plant_id)
    unit.db.add(Pot(id=plant_id, colour="red", shelf="7-1"))
    unit.db.add(Leaf(id=plant_id, words=words))
    return plant_id


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="leaf.changed")
def change_leaf(unit: Unit, leaf_id: str, words: str, base_version: int) -> int:
    """Change a leaf's words."""
    leaf = unit.editable(Leaf, leaf_id, base_version)
    leaf.words = words
    unit.db.flush()
    return leaf.version


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="leaf.removed")
def remove_leaf(unit: Unit, leaf_id: str) -> None:
    """Delete a leaf."""
    unit.db.delete(unit.get(Leaf, leaf_id))


@query(requires=Permission.COUNSELLING_NOTE_READ, scope=Scope.WHOLE_SCHOOL, audit="leaf.opened")
def open_leaf(unit: Unit, leaf_id: str) -> str:
    """Read a leaf's words."""
    unit.concerns("leaf", leaf_id)
    return unit.get(Leaf, leaf_id).words


@query(requires=Permission.COUNSELLING_NOTE_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a test's list"))
def search_leaves(unit: Unit, words: str) -> tuple[str, ...]:
    """Find leaves by words."""
    return unit.search("leaf", words)
