"""Kill a process that saves, at random moments, and count what was confirmed and is gone. It must be nothing.

`python tests/faults/kill_saves.py --rounds 200` prints a JSON summary and ends with 1 when anything was
lost. Each round forks a child that saves leaves (one file), plants (both files) and drafts without pause
and tells each id only after the save returned; the parent kills it with SIGKILL and opens the files again.

With `--in-commit` the system kills it instead, in the middle of a commit, with some pages written and others not: the
file may not grow. With `--journal memory` the files are kept as they must not be; then something has to be found.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import select
import signal
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

if __name__ == "__main__":
    _HERE = Path(__file__).resolve()
    sys.path[:0] = [str(_HERE.parents[2] / "src"), str(_HERE.parents[1])]

from key_schools import KeySchool, found_school
from slices.vault.ground import COUNSELLOR, Ground, make_founded_ground, save_leaf, save_plant
from xinmiao.kernel.clock import SystemClock
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.records import DataFile
from xinmiao.vault import audit
from xinmiao.vault.database import Database
from xinmiao.vault.doctor import check_pages
from xinmiao.vault.drafts import DraftStore

_LONGEST_LIFE_S = 0.4


@dataclass
class Summary:
    """What the rounds came to."""

    rounds: int = 0
    confirmed: int = 0
    lost: int = 0
    files_apart: int = 0
    broken: int = 0
    drafts_lost: int = 0
    journals_played_back: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def harm(self) -> int:
        """Return how much was lost, half written or unreadable."""
        return self.lost + self.files_apart + self.broken + self.drafts_lost

    @property
    def is_good(self) -> bool:
        """Return whether nothing confirmed was lost and every round really killed a saving process."""
        return not self.harm and self.confirmed > self.rounds


@dataclass(frozen=True)
class Death:
    """How a child dies, and how its files are kept."""

    in_commit: bool = False
    journal: str = ""


def _let_no_file_grow(folder: Path) -> None:
    """Let the system kill this process at the first page that would make the larger data file longer."""
    longest = max(path.stat().st_size for path in folder.glob("*.db"))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (longest, longest))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _keep_journal(database: Database, journal: str) -> None:
    database.guard.lift_for_copy()
    for schema in ("main", "counselling"):
        database.raw.execute(f"PRAGMA {schema}.journal_mode = {journal}")
    database.guard.restore()


def _save_until_killed(ground: Ground, school: KeySchool, number: int, pipe: int, death: Death) -> None:
    """Save and tell, for ever."""
    database = ground.open()
    if death.journal:
        _keep_journal(database, death.journal)
    if death.in_commit:
        _let_no_file_grow(school.data)
    store = DraftStore(school.data, school.founder, SystemClock())
    count = 0
    while True:
        count += 1
        name = f"r{number}-{count}"
        operation = save_plant if count % 2 else save_leaf
        store.save("note", name.encode("ascii"))
        os.write(pipe, f"d {name}\n".encode("ascii"))
        database.run(COUNSELLOR, operation.bind(name, f"他说最近睡不好 {name} " + "很长的话" * (count % 50)))
        os.write(pipe, f"{'b' if count % 2 else 'c'} {name}\n".encode("ascii"))


def _one_round(ground: Ground, school: KeySchool, number: int, life_s: float, death: Death) -> list[tuple[str, str]]:
    """Fork, let it save for `life_s` after its first confirmation, kill; return what was confirmed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _save_until_killed(ground, school, number, writing, death)
        finally:
            os._exit(3)
    os.close(writing)
    told, deadline = b"", None
    while death.in_commit or deadline is None or time.monotonic() < deadline:
        left_s = 10.0 if death.in_commit or deadline is None else max(deadline - time.monotonic(), 0)
        if not select.select([reading], [], [], left_s)[0]:
            break
        chunk = os.read(reading, 65_536)
        if not chunk:
            break
        told += chunk
        deadline = deadline or time.monotonic() + life_s
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    while chunk := os.read(reading, 65_536):
        told += chunk
    os.close(reading)
    if not os.WIFSIGNALED(status):
        raise SystemExit(f"the child ended by itself: {status}")
    lines = told.decode("ascii").split("\n")[:-1]
    return [(line[0], line[2:]) for line in lines]


def _judge(ground: Ground, school: KeySchool, confirmed: list[tuple[str, str]], summary: Summary) -> None:
    """Open what the kill left and compare."""
    journals = [path for path in school.data.glob("*.db-journal") if path.stat().st_size]
    summary.journals_played_back += bool(journals)
    try:
        database = ground.open()
    except AppError as error:
        summary.broken += 1
        summary.told.append(str(error))
        return
    if found := check_pages(database.raw, database.files):
        summary.broken += 1
        summary.told += map(str, found)
        database.close()
        return
    leaves = {row[0] for row in database.raw.execute("SELECT id FROM counselling.test_leaf")}
    pots = {row[0] for row in database.raw.execute("SELECT id FROM main.test_pot")}
    indexed = {row[0] for row in database.raw.execute("SELECT record_id FROM counselling.indexed_text")}
    in_both = {leaf for leaf in leaves if int(leaf.partition("-")[2]) % 2}
    summary.lost += sum(kind in "bc" and name not in leaves for kind, name in confirmed)
    summary.files_apart += in_both != pots or indexed != leaves
    with database.engine.connect() as connection:
        chains = [audit.verify(connection, name, ground.audit_keys[name]) for name in DataFile]
    summary.broken += any(chains)
    database.close()
    last = max((int(name.partition("-")[2]) for kind, name in confirmed if kind == "d"), default=0)
    kept = DraftStore(school.data, school.founder, SystemClock()).load("note") or b"r0-0"
    summary.drafts_lost += int(kept.decode("ascii").partition("-")[2]) < last
    summary.confirmed += sum(kind in "bc" for kind, _name in confirmed)


def run(rounds: int, seed: int, folder: Path, death: Death) -> Summary:
    """Kill `rounds` times."""
    chance = random.Random(seed)  # noqa: S311 -- a repeatable draw of moments
    school = found_school(folder)
    ground = make_founded_ground(school)
    summary = Summary()
    for number in range(1, rounds + 1):
        confirmed = _one_round(ground, school, number, chance.uniform(0, _LONGEST_LIFE_S), death)
        summary.rounds += 1
        _judge(ground, school, confirmed, summary)
        if summary.harm:
            break
    return summary


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20_261_123)
    parser.add_argument("--in-commit", action="store_true")
    parser.add_argument("--journal", default="", choices=["", "memory", "off"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        death = Death(options.in_commit, options.journal)
        summary = run(options.rounds, options.seed, Path(folder), death)
    sys.stdout.write(json.dumps(asdict(summary)) + "\n")
    return 0 if summary.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
