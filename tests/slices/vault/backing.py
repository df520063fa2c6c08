"""A founded school with leaves, and sets made of it, for the tests of backup, restore and doctor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from doubles import FrozenClock
from key_schools import KeySchool, found_school
from slices.vault.ground import COUNSELLOR, Ground, make_founded_ground, save_leaf, save_plant
from xinmiao.vault.backup import Order, make_backup
from xinmiao.vault.backup_set import BACKUPS_FOLDER, BackupSet, Reason
from xinmiao.vault.database import Database
from xinmiao.vault.keys import KeyRing


@dataclass
class Backed:
    """The school, its files, and the ways a test makes sets of them."""

    school: KeySchool
    ground: Ground
    clock: FrozenClock

    @property
    def backups(self) -> Path:
        """Return the folder of the sets."""
        return self.school.data / BACKUPS_FOLDER

    @property
    def now(self) -> datetime:
        """Return the moment the clock stands at."""
        return self.clock.now()

    @contextmanager
    def database(self, *, only_school: bool = False) -> Iterator[Database]:
        """Open the files for a while."""
        opened = self.ground.open(only_school=only_school)
        try:
            yield opened
        finally:
            opened.close()

    def save(self, *leaf_ids: str) -> None:
        """Save leaves whose words are their ids, and a pot for each."""
        with self.database() as database:
            for leaf_id in leaf_ids:
                database.run(COUNSELLOR, save_plant.bind(leaf_id, f"叶 {leaf_id}"))

    def leaves(self) -> list[str]:
        """Return the ids of the leaves that are there; those of both files must agree."""
        with self.database() as database:
            rows = database.raw.execute("SELECT id FROM counselling.test_leaf ORDER BY id").fetchall()
            pots = database.raw.execute("SELECT id FROM main.test_pot ORDER BY id").fetchall()
        assert [row[0] for row in rows] == [row[0] for row in pots]
        return [row[0] for row in rows]

    def back_up(
        self,
        target: Path | None = None,
        *,
        reason: Reason = Reason.MANUAL,
        progress: Callable[[int, int], None] | None = None,
    ) -> BackupSet:
        """Make a verified set as the founding counsellor."""
        with self.database() as database:
            order = Order(self.school.vault().raw, reason, progress)
            return make_backup(database, self.school.founder, order, target or self.backups)

    def back_up_unopened(self, keyring: KeyRing) -> BackupSet:
        """Make a set as an account without the counsellors' key."""
        with self.database(only_school=True) as database:
            return make_backup(database, keyring, Order(self.school.vault().raw), self.backups)


def make_backed(folder: Path) -> Backed:
    """Found a school with one leaf in it."""
    school = found_school(folder)
    clock = school.means.clock
    assert isinstance(clock, FrozenClock)
    backed = Backed(school, make_founded_ground(school), clock)
    backed.save("l-1")
    return backed


def save_more(backed: Backed, database: Database, leaf_id: str) -> None:
    """Save a leaf on an open database."""
    del backed
    database.run(COUNSELLOR, save_leaf.bind(leaf_id, f"叶 {leaf_id}"))
