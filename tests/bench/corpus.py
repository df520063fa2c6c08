"""The invented schools that are measured: found by set-up, filled by import and in bulk, kept between runs.

Owns their folders below out/bench. A corpus is made anew when the code that makes it, or the schema, changed.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy.schema import CreateIndex, CreateTable

from bench.bulk import BulkCase, BulkNote, BulkWriter, portions
from bench.place import ready_home
from bench.wording import ONLY_ONE_STUDENT, Wording
from sample_rosters import NATIONAL_HEADINGS, national_row, write_workbook
from xinmiao.app import features as _every_table  # noqa: F401 -- so that the stamp covers all of them
from xinmiao.app.door import Door, account_named
from xinmiao.app.founding import NewSchool, found_school
from xinmiao.app.workspace import Workspace
from xinmiao.features.casework.records import NoteContent, RiskAnswer
from xinmiao.features.roster import dry_run
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.kernel.access import Actor
from xinmiao.kernel.records import DataFile
from xinmiao.vault.audit import append_only_triggers
from xinmiao.vault.base import CounsellingBase, SchoolBase
from xinmiao.vault.engine import make_engine, open_connection
from xinmiao.vault.keys.kdf import SHIPPED_POLICY, KdfCost, KdfPolicy
from xinmiao.vault.keys.keyring import KeyRing
from xinmiao.vault.keys.means import Means
from xinmiao.vault.keys.secrets_here import SecretStore
from xinmiao.vault.keys.vault import Vault
from xinmiao.vault.search import CREATE_INDEX, SECURE_DELETE

PASSWORD = "four invented words here"
PROBED_NOTES = 498
"""With the opening of the case and of the growth file: 500 entries of one student's timeline."""
_MARKED_NOTES = 10
_CHEAP = KdfCost(memory=8192, passes=1)
_FAST_WRITING = "journal_mode = OFF", "synchronous = OFF", "cache_size = -150000"
_PORTION = 5_000
_FIRST_DAY = datetime(2023, 9, 4, 1, 0, tzinfo=UTC)
_DAYS = 1_160
_MADE_BY = ("bulk.py", "corpus.py", "wording.py")


@dataclass(frozen=True)
class Size:
    """How large a corpus is."""

    students: int
    notes: int

    @property
    def label(self) -> str:
        """Return the size in words."""
        return f"{self.students:,} students, {self.notes:,} notes of 120 characters"


@dataclass(frozen=True)
class Corpus:
    """One school on disk. `student` and `case` are of the student with 500 timeline entries."""

    folder: str
    students: int
    notes: int
    student: str
    case: str
    stamp: str

    @property
    def label(self) -> str:
        """Return the size in words."""
        return Size(self.students, self.notes).label

    @property
    def data(self) -> Path:
        """Return the data folder."""
        return Path(self.folder) / "data"

    @property
    def config(self) -> Path:
        """Return the configuration folder."""
        return Path(self.folder) / "config"

    def keyring(self) -> KeyRing:
        """Return the keys of the only account."""
        return self._door().unlock(*self._who()).keyring

    def open(self) -> Workspace:
        """Sign in; the caller closes the workspace."""
        door = self._door()
        return door.open(door.unlock(*self._who()))

    def raw_access(self) -> dict[str, str]:
        """Return what a floor needs to open the files without any code of ours."""
        keyring = self.keyring()
        return {
            "school": str(self.data / "school.db"),
            "counselling": str(self.data / "counselling.db"),
            "school_key": keyring.file_key(DataFile.SCHOOL).hex(),
            "counselling_key": keyring.file_key(DataFile.COUNSELLING).hex(),
        }

    def copied(self, name: str) -> Corpus:
        """Return a copy that may be written to; `drop` removes it."""
        target = ready_home() / "work" / name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.folder, target)
        return Corpus(**{**asdict(self), "folder": str(target)})

    def drop(self) -> None:
        """Remove the files."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _door(self) -> Door:
        return Door(self.data, SecretStore(self.config), Means())

    def _who(self) -> tuple[str, str]:
        return account_named(Vault.load(self.data, Means()), None).id, PASSWORD


def corpus_of(size: Size) -> Corpus:
    """Return the corpus of this size, made when it is not there yet."""
    folder = ready_home() / f"school-{size.students}-{size.notes}"
    kept = folder / "corpus.json"
    if kept.exists():
        found = Corpus(**json.loads(kept.read_text(encoding="utf-8")))
        if found.stamp == _stamp() and found.folder == str(folder):
            return found
    shutil.rmtree(folder, ignore_errors=True)
    started = time.monotonic()
    made = _make(folder, size)
    kept.write_text(json.dumps(asdict(made)), encoding="utf-8")
    print(f"made {folder.name} in {time.monotonic() - started:.0f} s", file=sys.stderr)  # noqa: T201 -- a tool
    return made


def empty_school(folder: Path) -> Workspace:
    """Found a school without students in an empty folder; signed in."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "data").mkdir(parents=True)
    (folder / "config").mkdir(mode=0o700)
    means = Means(cost=_CHEAP, policy=KdfPolicy(floor=_CHEAP, cap=SHIPPED_POLICY.cap))
    wanted = NewSchool("虚构县第一中学", "周老师", PASSWORD, frozenset({Stage.JUNIOR}))
    return found_school(folder / "data", SecretStore(folder / "config"), wanted, means).workspace


def roster_file(students: int) -> Path:
    """Return a national export of this many students in 60 columns, written by XlsxWriter."""
    path = ready_home() / f"roster-{students}.xlsx"
    if not path.exists():
        rows = [national_row(number, number // 70 + 1, number % 70 + 1) for number in range(students)]
        write_workbook(path, {"学生": [["全校"], list(NATIONAL_HEADINGS), *rows]})
    return path


def import_roster(workspace: Workspace, path: Path) -> None:
    """Import a file as the command line does."""
    basis = workspace.run(roster.get_import_basis.bind()).value
    found = dry_run.open_roster(path)
    mappings = dry_run.proposed_mappings(found, basis)
    plan = dry_run.dry_run(found, mappings, basis, today=workspace.database.clock.today())
    workspace.run(roster.commit_import.bind(plan.to_commit()))


def _make(folder: Path, size: Size) -> Corpus:
    workspace = empty_school(folder)
    import_roster(workspace, roster_file(size.students))
    students = [line.id for line in workspace.run(roster.list_students.bind()).value]
    actor, keyring = workspace.actor, workspace.custody.keyring
    keys = {data_file: keyring.file_key(data_file) for data_file in DataFile}
    audit_key = keyring.audit_key(DataFile.COUNSELLING)
    workspace.close()
    probed = _fill(folder / "data", keys, audit_key, actor=actor, students=students, notes=size.notes)
    return Corpus(str(folder), size.students, size.notes, students[0], probed, _stamp())


def _fill(
    data: Path,
    keys: dict[DataFile, bytes],
    audit_key: bytes,
    *,
    actor: Actor,
    students: list[str],
    notes: int,
) -> str:
    """Write cases and notes; return the first student's case."""
    raw = open_connection(data, keys)
    engine = make_engine(lambda: raw)
    for pragma in _FAST_WRITING:
        raw.execute(f"PRAGMA counselling.{pragma}")
    ids = _Ids()
    with engine.execution_options(writes=True).begin() as connection:
        cases = [
            BulkCase(ids.at(_FIRST_DAY), ids.at(_FIRST_DAY), student, number, _FIRST_DAY)
            for number, student in enumerate(students, 1)
        ]
        BulkWriter(connection, audit_key, actor).cases(cases)
    for portion in portions(_notes(ids, cases, notes), _PORTION):
        with engine.execution_options(writes=True).begin() as connection:
            BulkWriter(connection, audit_key, actor).notes(portion)
    engine.dispose()
    raw.close()
    return cases[0].case_id


def _notes(ids: _Ids, cases: list[BulkCase], count: int) -> Iterator[BulkNote]:
    """Yield notes in order of time; the first case gets exactly 498, spread over all of it."""
    random, wording = Random(7), Wording()  # noqa: S311 -- invention, not secrecy
    nth = dict.fromkeys((case.case_id for case in cases), 0)
    every = max(count // PROBED_NOTES, 1)
    for number in range(count):
        is_probed = number % every == 0 and nth[cases[0].case_id] < PROBED_NOTES
        case = cases[0] if is_probed else random.choice(cases[1:])
        nth[case.case_id] += 1
        start = _FIRST_DAY + timedelta(minutes=_DAYS * 1440 * number / count)
        marked = is_probed and nth[case.case_id] <= _MARKED_NOTES
        content = NoteContent(
            started_at=start,
            ended_at=start + timedelta(minutes=45),
            place="辅导室",
            free_text=wording.note(extra=ONLY_ONE_STUDENT if marked else ""),
            ideation=RiskAnswer.ASKED_NO,
        )
        at = start + timedelta(hours=1)
        yield BulkNote(ids.at(at), case.case_id, case.student_id, nth[case.case_id], content, at)


class _Ids:
    """Identifiers of version 7 at given moments; the same run gives the same ones."""

    def __init__(self) -> None:
        self._random = Random(11)  # noqa: S311 -- invention, not secrecy

    def at(self, moment: datetime) -> str:
        """Return an identifier made at `moment`."""
        head = f"{int(moment.timestamp() * 1000):012x}"
        tail = f"{self._random.getrandbits(60):015x}"
        return f"{head[:8]}-{head[8:]}-7{tail[:3]}-8{tail[3:6]}-{tail[3:15]}"


def _stamp() -> str:
    """Return what tells corpora of other code or another schema apart."""
    here = Path(__file__).parent
    told = [(here / name).read_text(encoding="utf-8") for name in _MADE_BY]
    for base in (SchoolBase, CounsellingBase):
        for table in base.metadata.sorted_tables:
            told.append(str(CreateTable(table)))
            told += sorted(str(CreateIndex(index)) for index in table.indexes)
    told += [trigger for data_file in DataFile for trigger in append_only_triggers(data_file)]
    return hashlib.sha256("\0".join([*told, CREATE_INDEX, SECURE_DELETE]).encode()).hexdigest()
