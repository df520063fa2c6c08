"""Kill a process at every single step of an act, one after the other, and look at what is left.

`python tests/faults/kill_steps.py restore|backup|draft|migration`. A step is a file that is opened, renamed
or removed, a folder made, or a statement of the engine; the act is repeated on a fresh copy of the school
and killed with SIGKILL one step later each time, until it ends by itself.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    _HERE = Path(__file__).resolve()
    sys.path[:0] = [str(_HERE.parents[2] / "src"), str(_HERE.parents[1])]

from doubles import FrozenClock
from migrations.steps import write_next_step
from slices.vault.backing import Backed, make_backed
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.records import DataFile
from xinmiao.vault.backup import Order, make_backup
from xinmiao.vault.backup_set import BACKUPS_FOLDER, check_bytes, list_sets, read_set, sweep_unfinished
from xinmiao.vault.drafts import DraftStore, sweep_drafts
from xinmiao.vault.engine import open_connection
from xinmiao.vault.migrate import migrate
from xinmiao.vault.restore import finish_restore, live_files, restore

_EVENTS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "shutil.rmtree"})
_NOW = datetime(2026, 11, 24, 2, 5, tzinfo=UTC)
_SECOND_KILLS = (1, 2, 3, 5, 8, 13)


class Steps:
    """Counts steps and kills this process at the one asked for."""

    def __init__(self, last: int, folder: Path) -> None:
        self._left = last
        self._folder = str(folder)

    def watch_files(self) -> None:
        """Count what this process does to files of the folder."""

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            if event in _EVENTS and any(self._folder in str(argument) for argument in arguments[:2]):
                self.step()

        sys.addaudithook(hook)

    def step(self, _statement: str = "") -> None:
        """Count one."""
        self._left -= 1
        if self._left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


def killed(
    act: Callable[[], object], last: int, folder: Path, statements: Callable[[Steps], None] | None = None
) -> bool:
    """Do `act` in a fork and kill it at step `last`; return whether it was killed before it ended."""
    child = os.fork()
    if child == 0:
        steps = Steps(last, folder)
        if statements is None:
            steps.watch_files()
        else:
            statements(steps)
        try:
            act()
        except AppError as error:
            sys.stderr.write(f"{error}\n")
            os._exit(4)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
        raise SystemExit(f"the act failed by itself: {status}")
    return os.WIFSIGNALED(status)


class School:
    """A prepared school, copied for each kill."""

    def __init__(self, folder: Path) -> None:
        self.backed: Backed = make_backed(folder / "school")
        self.data = self.backed.school.data
        self._kept = folder / "kept"
        self.problems: list[str] = []

    def keep(self) -> None:
        """Remember the data folder as it is now."""
        shutil.copytree(self.data, self._kept)

    def renew(self) -> None:
        """Put the data folder back as it was kept, under the same path."""
        shutil.rmtree(self.data)
        shutil.copytree(self._kept, self.data)

    def bytes(self) -> dict[str, bytes]:
        """Return the files in use."""
        return {path.name: path.read_bytes() for path in live_files(self.data)}

    def expect(self, condition: object, problem: str) -> None:
        """Note a problem unless `condition` holds."""
        if not condition:
            self.problems.append(problem)


def restore_steps(school: School) -> int:
    """Kill a restore at each step, and the finishing of it at some; old files or restored ones, never a mix."""
    found = school.backed.back_up()
    school.backed.save("l-2", "l-3")
    (school.data / "school.db-journal").write_bytes(b"")
    school.keep()
    old = school.bytes()
    new = {name: (found.folder / name).read_bytes() for name in ("school.db", "counselling.db", "vault.json")}
    done = 0
    while True:
        last = done + 1
        school.renew()
        if not killed(lambda: restore(found, school.data, _NOW), last, school.data):
            school.expect(school.bytes() == new, f"not restored after {last}")
            return done
        done = last
        for second in (0, *(_SECOND_KILLS if last % 4 == 0 else ())):
            if second:
                school.renew()
                killed(lambda: restore(found, school.data, _NOW), last, school.data)
                killed(lambda: finish_restore(school.data), second, school.data)
            finish_restore(school.data)
            left = school.bytes()
            school.expect(left in (old, new), f"a mixture after {last}/{second}: {sorted(left)}")
            aside = [path for path in (school.data / "set-aside").glob("*/*") if path.is_file()]
            if left == new and old != new:
                names = {path.name: path.read_bytes() for path in aside}
                school.expect(names == old, f"the old files are gone after {last}/{second}")
            school.expect(not (school.data / "restore.part").exists(), f"left over after {last}/{second}")


def backup_steps(school: School) -> int:
    """Kill a backup at each step: no half set is listed, older sets hold, and the leavings are swept."""
    older = school.backed.back_up()
    school.backed.clock.advance(days=1)
    school.keep()
    backups = school.data / BACKUPS_FOLDER

    def act() -> None:
        with school.backed.database() as database:
            make_backup(database, school.backed.school.founder, Order(b"{}"), backups)

    done = 0
    while killed(act, done + 1, backups):
        done += 1
        listing = list_sets(backups)
        for one in listing.sets:
            check_bytes(one)
        school.expect(older.name in [one.name for one in listing.sets], f"the older set is gone after {done}")
        school.expect(not listing.unreadable, f"a half set is listed after {done}")
        sweep_unfinished(backups)
        left = {path.name for path in backups.iterdir()}
        school.expect(left == {one.name for one in listing.sets}, f"left over after {done}: {sorted(left)}")
        check_bytes(read_set(older.folder))
        school.expect(school.backed.leaves() == ["l-1"], f"the files in use suffered after {done}")
        school.renew()
    return done


def draft_steps(school: School) -> int:
    """Kill the saving of a draft at each step: the one before or the new one is read."""
    keys = school.backed.school.founder
    store = DraftStore(school.data, keys, FrozenClock())
    store.save("note", b"before")
    school.keep()
    done = 0
    while killed(lambda: store.save("note", b"after"), done + 1, school.data):
        done += 1
        school.expect(store.load("note") in (b"before", b"after"), f"no draft after {done}")
        school.expect(len(store.survey().drafts) == 1, f"not one draft after {done}")
        sweep_drafts(school.data)
        school.expect(len(list((school.data / "drafts").iterdir())) == 1, f"left over after {done}")
        school.renew()
    school.expect(store.load("note") == b"after", "not saved")
    return done


def migration_steps(school: School) -> int:
    """Kill a migration at each statement: the old schema is whole, or the new one is."""
    scripts = write_next_step(school.data.parent / "scripts")
    school.backed.save(*(f"l-{number}" for number in range(2, 30)))
    school.keep()
    keys = school.backed.ground.keys
    done = 0
    while True:
        school.renew()
        last = done + 1
        opened: list[Any] = []

        def trace(steps: Steps, opened: list[Any] = opened) -> None:
            opened.append(open_connection(school.data, keys))
            opened[0].set_trace_callback(steps.step)

        def act(opened: list[Any] = opened) -> None:
            migrate(opened[0], scripts)

        was_killed = killed(act, last, school.data, trace)
        columns, rows = _schema_of(school)
        expected_new = not was_killed
        is_new = {"main": "height" in columns["main"], "counselling": "height" in columns["counselling"]}
        school.expect(len(set(is_new.values())) == 1, f"the two files differ after {last}")
        school.expect(not expected_new or all(is_new.values()), f"not migrated after {last}")
        school.expect(rows == (29, 29), f"rows are gone after {last}: {rows}")
        if not was_killed:
            return done
        done = last


def _schema_of(school: School) -> tuple[dict[str, set[str]], tuple[int, int]]:
    raw = open_connection(school.data, school.backed.ground.keys, read_only=False)
    columns = {
        "main": {row[1] for row in raw.execute("PRAGMA main.table_info(test_pot)")},
        "counselling": {row[1] for row in raw.execute("PRAGMA counselling.table_info(test_leaf)")},
    }
    pots = raw.execute("SELECT count(*) FROM main.test_pot").fetchone()[0]
    leaves = raw.execute("SELECT count(*) FROM counselling.test_leaf").fetchone()[0]
    raw.close()
    return columns, (pots, leaves)


SCENARIOS: dict[str, Callable[[School], int]] = {
    "restore": restore_steps,
    "backup": backup_steps,
    "draft": draft_steps,
    "migration": migration_steps,
}


def main() -> int:
    """Run one scenario from the command line."""
    with tempfile.TemporaryDirectory() as folder:
        school = School(Path(folder).resolve())
        steps = SCENARIOS[sys.argv[1]](school)
    sys.stdout.write(json.dumps({"steps": steps, "problems": school.problems, "files": len(DataFile)}) + "\n")
    return 1 if school.problems else 0


if __name__ == "__main__":
    sys.exit(main())
