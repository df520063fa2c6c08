"""`create-school`: set a school up without a window."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from xinmiao.app.cli.exits import Exit
from xinmiao.app.cli.signing_in import door_of, held_folder
from xinmiao.app.cli.terminal import Terminal
from xinmiao.app.founding import FoundedSchool, NewSchool, found_school
from xinmiao.documents.pdf import render_pdf
from xinmiao.documents.save import save_output
from xinmiao.features.accounts.operations import sheet_codes
from xinmiao.features.accounts.prints import recovery_sheet_paper
from xinmiao.features.roster.records import Stage
from xinmiao.kernel.errors import AppError, OutputFailed
from xinmiao.kernel.texts import _, tr
from xinmiao.system.files import storage_error
from xinmiao.system.places import check_live_place


def create_school(arguments: Namespace, terminal: Terminal) -> Exit:
    """Make key file, data files and recovery sheet; the sheet stays "not confirmed", a task on Today."""
    door = door_of(arguments)
    target: Path = arguments.recovery_sheet
    check_live_place(door.folder)
    _refuse_bad_target(target, door.folder)
    stages = frozenset(Stage(value) for value in arguments.stage or [stage.value for stage in Stage])
    wanted = NewSchool(
        arguments.name,
        arguments.account,
        terminal.password(twice=True),
        stages,
        arguments.primary_years,
        arguments.junior_years,
    )
    try:
        door.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise storage_error(error) from error
    with held_folder(door.folder):
        founded = found_school(door.folder, door.store, wanted, door.means)
        try:
            _write_sheet(founded, target, arguments.account)
        finally:
            founded.workspace.close()
    terminal.say(tr("The school was set up in {folder}.", folder=door.folder))
    terminal.say(tr("Recovery sheet: {file}. Print it, seal it, and delete this file.", file=target))
    return Exit.DONE


def _write_sheet(founded: FoundedSchool, target: Path, account: str) -> None:
    sheet = sheet_codes(founded.sheet)
    now = founded.workspace.database.clock.now()
    save_output(target, render_pdf(recovery_sheet_paper(sheet, printed_by=account, printed_at=now)))


def _refuse_bad_target(target: Path, folder: Path) -> None:
    """Refuse before any key is made: a sheet beside the data would open it."""
    if not target.absolute().parent.is_dir():
        raise OutputFailed(_("The folder of the recovery sheet is not there."), _("Name a folder that exists."))
    if target.resolve().is_relative_to(folder.resolve()):
        raise _SheetBesideData


class _SheetBesideData(AppError):
    code = "E-SHEET"
    default_message = _("The recovery sheet must not lie in the data folder: together they are worth a password.")
    default_next_step = _("Name another place, best a stick.")
