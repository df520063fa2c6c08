"""The command line, run as another program would run it: real processes, real files, exit codes, JSON."""

from __future__ import annotations

import csv
import json
import os
import stat
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from xinmiao.app.cli.arguments import STAGES
from xinmiao.documents.raster import extract_text
from xinmiao.features.roster.records import Stage

PASSWORD = "four words are enough"
HEADINGS = ["姓名", "性别", "班级", "学号", "监护人", "联系电话"]
ROWS = [
    ["王芳", "女", "七(1)班", "1", "王建国", "10000000001"],
    ["欧阳娜", "女", "七(1)班", "2", "李秀英", "10000000002"],
    ["李𠮷", "男", "七(2)班", "1", "李桂兰", "10000000003"],
]


@dataclass
class Run:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass
class Machine:
    """A user's computer: a configuration folder, a data folder, and the program."""

    data: Path
    config: Path

    def run(self, *arguments: str | Path, password: str | None = PASSWORD) -> Run:
        reading, writing = os.pipe()
        try:
            os.write(writing, f"{password}\n".encode() if password is not None else b"")
            os.close(writing)
            given = ("--password-fd", str(reading)) if password is not None else ()
            return self._start([*map(str, arguments), "--data", str(self.data), *given], (reading,))
        finally:
            os.close(reading)

    def _start(self, arguments: Sequence[str], passed: tuple[int, ...]) -> Run:
        ended = subprocess.run(  # noqa: S603 -- our own program
            [sys.executable, "-m", "xinmiao", *arguments],
            env={**os.environ, "XINMIAO_CONFIG_DIR": str(self.config)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            pass_fds=passed,
            check=False,
            timeout=120,
        )
        assert "Traceback" not in ended.stderr, ended.stderr
        return Run(ended.returncode, ended.stdout, ended.stderr)

    def create(self, sheet: Path) -> Run:
        return self.run(
            "create-school",
            "--name",
            "虚构县第一中学",
            "--account",
            "周老师",
            "--recovery-sheet",
            sheet,
            "--stage",
            "junior",
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "data", tmp_path / "config")


def roster(folder: Path, rows: Sequence[Sequence[str]]) -> Path:
    path = folder / "名单.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *rows])
    return path


def test_from_nothing_to_a_list_of_students_and_back_from_a_backup(machine: Machine, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.pdf"
    created = machine.create(sheet)
    assert created.code == 0, created.err
    assert stat.S_IMODE(sheet.stat().st_mode) & 0o077 == 0
    assert "恢复单" in "".join(extract_text(sheet.read_bytes()))
    assert PASSWORD not in created.out + created.err

    file = roster(tmp_path, ROWS)
    dry = machine.run("import-roster", file, "--json")
    assert dry.code == 0
    told = json.loads(dry.out)
    assert told["counts"] == {"new": 3, "updated": 0, "unchanged": 0, "conflict": 0, "ambiguous": 0, "error": 0}
    assert [set(row) for row in told["rows"]] == [{"sheet", "row", "state", "reason"}] * 3
    assert json.loads(machine.run("list-students", "--json").out) == {"students": []}

    assert machine.run("import-roster", file, "--commit").code == 0
    listed = json.loads(machine.run("list-students", "--json").out)["students"]
    assert [student["name"] for student in listed] == ["王芳", "欧阳娜", "李𠮷"]
    found = json.loads(machine.run("list-students", "--find", "oy", "--json").out)["students"]
    assert [student["name"] for student in found] == ["欧阳娜"]

    made = machine.run("backup")
    assert made.code == 0
    backup = Path(made.out.strip())
    assert machine.run("verify-backup", backup).code == 0
    machine.run("import-roster", roster(tmp_path, [["后来的", "男", "七(2)班", "9", "", ""]]), "--commit")
    assert len(json.loads(machine.run("list-students", "--json").out)["students"]) == 4
    assert machine.run("restore", backup).code == 0
    assert len(json.loads(machine.run("list-students", "--json").out)["students"]) == 3
    assert machine.run("doctor").code == 0


def test_one_class_only(machine: Machine, tmp_path: Path) -> None:
    machine.create(tmp_path / "sheet.pdf")
    dry = machine.run("import-roster", roster(tmp_path, ROWS), "--class", "初一2班", "--json")
    assert [row["row"] for row in json.loads(dry.out)["rows"]] == [4]
    assert machine.run("import-roster", roster(tmp_path, ROWS), "--class", "火星班").code == 5


def test_bad_rows_stop_the_commit_unless_they_are_skipped(machine: Machine, tmp_path: Path) -> None:
    machine.create(tmp_path / "sheet.pdf")
    file = roster(tmp_path, [*ROWS, ["", "男", "七(2)班", "4", "", ""]])
    refused = machine.run("import-roster", file, "--commit", "--json")
    assert refused.code == 5
    assert json.loads(refused.out)["counts"]["error"] == 1
    assert json.loads(machine.run("list-students", "--json").out) == {"students": []}
    assert machine.run("import-roster", file, "--commit", "--skip-bad").code == 0
    assert len(json.loads(machine.run("list-students", "--json").out)["students"]) == 3


def test_the_wrong_password_is_told_without_saying_what_is_wrong(machine: Machine, tmp_path: Path) -> None:
    machine.create(tmp_path / "sheet.pdf")
    wrong = machine.run("list-students", password="not the right words")
    stranger = machine.run("list-students", "--account", "没有这个人")
    assert (wrong.code, stranger.code) == (3, 3)
    assert wrong.err == stranger.err
    assert wrong.out == ""


def test_six_wrong_passwords_make_everybody_wait(machine: Machine, tmp_path: Path) -> None:
    machine.create(tmp_path / "sheet.pdf")
    for _try in range(5):
        assert machine.run("list-students", password="not the right words").code == 3
    assert machine.run("list-students").code == 3


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("list-students",), 4),
        (("import-roster", "名单不存在.xlsx"), 5),
        (("restore", "没有这个备份"), 4),
        (("no-such-command",), 2),
        (("create-school",), 2),
    ],
)
def test_the_worlds_errors_are_a_sentence_and_a_code(machine: Machine, arguments: tuple[str, ...], code: int) -> None:
    ended = machine.run(*arguments)
    assert ended.code == code, ended.err
    assert ended.err.strip()


def test_without_a_terminal_and_a_descriptor_there_is_no_password(machine: Machine, tmp_path: Path) -> None:
    machine.create(tmp_path / "sheet.pdf")
    assert machine.run("list-students", password=None).code != 0


def test_a_school_is_not_made_over_another_nor_its_sheet_beside_it(machine: Machine, tmp_path: Path) -> None:
    assert machine.create(machine.data / "sheet.pdf").code != 0
    assert machine.create(tmp_path / "sheet.pdf").code == 0
    before = (machine.data / "vault.json").read_bytes()
    assert machine.create(tmp_path / "sheet2.pdf").code == 5
    assert (machine.data / "vault.json").read_bytes() == before


def test_a_short_password_is_refused_and_nothing_is_left(machine: Machine, tmp_path: Path) -> None:
    ended = machine.run(
        "create-school", "--name", "虚构", "--account", "周", "--recovery-sheet", tmp_path / "s.pdf", password="short"
    )
    assert ended.code == 5
    assert not list(machine.data.glob("*.db"))
    assert not list(machine.data.glob("vault*"))


def test_a_copied_folder_needs_the_sheet_elsewhere(machine: Machine, tmp_path: Path) -> None:
    machine.create(tmp_path / "sheet.pdf")
    elsewhere = Machine(machine.data, tmp_path / "another-config")
    ended = elsewhere.run("list-students")
    assert ended.code == 4
    assert "E-SECRET" in ended.err


def test_version_and_help() -> None:
    for option in ("--version", "--help"):
        ended = subprocess.run(  # noqa: S603 -- our own program
            [sys.executable, "-m", "xinmiao", option], capture_output=True, text=True, check=False, timeout=60
        )
        assert ended.returncode == 0
        assert "xinmiao" in ended.stdout


def test_the_stages_of_the_command_line_are_those_of_the_roster() -> None:
    assert [stage.value for stage in Stage] == list(STAGES)
