"""The arguments of every command."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeAlias

from xinmiao import __version__
from xinmiao.kernel.texts import tr

STAGES = ("primary", "junior", "senior")
"""Values of `roster.records.Stage`, written out: the records are not loaded to paint the lock screen."""

EXIT_CODES = (
    "exit codes: 0 done, 1 fault of the program, 2 usage, 3 account or password, 4 files or disk,"
    " 5 input refused, 6 not permitted, 7 output not written"
)


def make_parser() -> argparse.ArgumentParser:
    """Return the parser; `command` is None for the window."""
    parser = argparse.ArgumentParser(
        prog="xinmiao", description=tr("心苗: the counselling room of one school"), epilog=EXIT_CODES
    )
    parser.add_argument("--version", action="version", version=f"xinmiao {__version__}")
    parser.add_argument("--self-test", action="store_true", help=tr("check this installation and leave"))
    parser.add_argument("--data", type=Path, metavar="DIR", help=tr("the data folder"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add(commands, "gui", tr("open the window (the default)"))
    _create_school(commands)
    _import_roster(commands)
    _list_students(commands)
    _data_care(commands)
    return parser


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 -- has no public name


def _add(commands: _Commands, name: str, words: str, *, signs_in: bool = False) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, description=words, epilog=EXIT_CODES)
    parser.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=tr("the data folder"))
    if signs_in:
        parser.add_argument(
            "--account", metavar="NAME", help=tr("the name on the sign-in screen; needed when there are several")
        )
        _add_password(parser)
    return parser


def _add_password(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--password-fd", type=int, metavar="N", help=tr("read the password from this file descriptor"))


def _create_school(commands: _Commands) -> None:
    parser = _add(commands, "create-school", tr("set a school up without a window"))
    parser.add_argument("--name", required=True, metavar="NAME", help=tr("the school’s name"))
    parser.add_argument("--account", required=True, metavar="NAME", help=tr("name of the first account"))
    parser.add_argument(
        "--recovery-sheet", required=True, type=Path, metavar="FILE", help=tr("where to write the recovery sheet (PDF)")
    )
    parser.add_argument(
        "--stage",
        action="append",
        choices=STAGES,
        help=tr("a stage of the school; may be repeated; all when left out"),
    )
    parser.add_argument("--primary-years", type=int, choices=(5, 6), default=6, help=tr("years of primary school"))
    parser.add_argument(
        "--junior-years", type=int, choices=(3, 4), default=3, help=tr("years of junior secondary school")
    )
    _add_password(parser)


def _import_roster(commands: _Commands) -> None:
    parser = _add(
        commands, "import-roster", tr("show what a roster would change; with --commit, take it"), signs_in=True
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=tr("an .xlsx, .xls, .ods or .csv file"))
    parser.add_argument("--commit", action="store_true", help=tr("write the rows; without it nothing is written"))
    parser.add_argument(
        "--skip-bad", action="store_true", help=tr("leave out rows that cannot be taken instead of refusing all")
    )
    parser.add_argument("--class", dest="only_class", metavar="CLASS", help=tr("take only this class"))
    parser.add_argument("--json", action="store_true", help=tr("write the result as JSON"))


def _list_students(commands: _Commands) -> None:
    parser = _add(commands, "list-students", tr("list the students the account may see"), signs_in=True)
    parser.add_argument("--find", metavar="WORDS", help=tr("name, pinyin, initials, class or number"))
    parser.add_argument("--json", action="store_true", help=tr("write the result as JSON"))


def _data_care(commands: _Commands) -> None:
    backup = _add(commands, "backup", tr("make and verify a backup set"), signs_in=True)
    backup.add_argument("--to", type=Path, metavar="DIR", help=tr("another folder, such as a stick"))
    verify = _add(commands, "verify-backup", tr("verify a backup set"), signs_in=True)
    verify.add_argument("set", type=Path, metavar="SET", help=tr("the folder of the backup set"))
    restore = _add(
        commands, "restore", tr("put a backup set in place of the files; those are kept aside"), signs_in=True
    )
    restore.add_argument("set", type=Path, metavar="SET", help=tr("the folder of the backup set"))
    doctor = _add(commands, "doctor", tr("check files, audit trail, references and versions"), signs_in=True)
    doctor.add_argument("--json", action="store_true", help=tr("write the result as JSON"))
