"""`backup`, `verify-backup`, `restore` and `doctor`."""

from __future__ import annotations

from argparse import Namespace

from xinmiao.app.cli.exits import Exit
from xinmiao.app.cli.signing_in import SeveralAccounts, door_of, held_folder, signed_in
from xinmiao.app.cli.terminal import Terminal
from xinmiao.app.features import FEATURES
from xinmiao.app.restoring import open_set, record_restore, restore_set
from xinmiao.features.data_care import operations as data_care
from xinmiao.kernel.errors import NotFound
from xinmiao.kernel.texts import tr
from xinmiao.system.files import storage_error


def backup(arguments: Namespace, terminal: Terminal) -> Exit:
    """Make and verify a backup set; --to copies it to another disk as well."""
    with signed_in(arguments, terminal) as workspace:
        line = workspace.run(data_care.make_backup.bind(copy_to=arguments.to)).value
    terminal.write_line(str(line.folder))
    terminal.say(
        tr("The backup was made and verified.")
        if line.is_verified
        else tr("The backup was made; a counsellor’s next sign-in verifies it.")
    )
    return Exit.DONE


def verify_backup(arguments: Namespace, terminal: Terminal) -> Exit:
    """Check a set: bytes, signature, and the inside of the copies as far as the keys reach."""
    with signed_in(arguments, terminal) as workspace:
        workspace.run(data_care.verify_backup.bind(arguments.set))
    terminal.say(tr("The backup set is whole."))
    return Exit.DONE


def restore(arguments: Namespace, terminal: Terminal) -> Exit:
    """Put a set in place of the files in use, which are kept aside for 90 days."""
    door = door_of(arguments)
    opened = open_set(arguments.set, door)
    try:
        door.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise storage_error(error) from error
    with held_folder(door.folder):
        try:
            restored, unlocked = restore_set(door, opened, arguments.account, terminal.password())
        except NotFound as error:
            raise SeveralAccounts from error
        workspace = door.open(unlocked)
        try:
            record_restore(workspace, restored)
        finally:
            workspace.close()
    terminal.say(tr("The backup is in place. The files of before are kept in {folder}.", folder=restored.set_aside))
    return Exit.DONE if restored.completed else Exit.FILES


def doctor(arguments: Namespace, terminal: Terminal) -> Exit:
    """Check both files, their references, the audit trails, versions and drafts."""
    specs = tuple(spec for feature in FEATURES for spec in feature.records)
    with signed_in(arguments, terminal) as workspace:
        report = workspace.run(data_care.check_data.bind(specs)).value
    if arguments.json:
        terminal.write_json(report.as_json())
    else:
        for finding in report.findings:
            terminal.write_line(f"{finding.code}\t{finding.severity.value}\t{finding.place}\t{finding.sentence}")
        terminal.say(tr("The files are sound.") if report.is_sound else tr("The files need attention."))
    return Exit.DONE if report.is_sound else Exit.FILES
