"""What can be read on the door of a data folder without opening anything: the school's name and its accounts.

Owns the quick look for the first picture. It reads the same words as the key file's own code but checks no signature
and reports nothing: what is wrong is said by `gui_door`, which looks again as soon as the picture is painted, and
nobody is signed in by it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from xinmiao.app.demo import MARK, PASSWORD
from xinmiao.kernel.texts import Text, _
from xinmiao.ui.entrance import AccountLine, SchoolAtDoor
from xinmiao.vault.file_names import RESTORE_MARKER_NAME, VAULT_NAME


def read_plate(folder: Path) -> SchoolAtDoor | None:
    """Return what the key file seems to say; None when nothing can be said before it is read in earnest."""
    if (folder / RESTORE_MARKER_NAME).exists():
        return None
    try:
        content = json.loads((folder / VAULT_NAME).read_bytes())
        return SchoolAtDoor(content["directory"]["school_name"], _accounts(content), invented_notice(folder))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None  # absent, damaged or of another shape


def invented_notice(folder: Path) -> Text | None:
    """Say the password of an invented school, which protects nothing."""
    if not (folder / MARK).exists():
        return None
    return _("This school is invented. The password of every account is: {password}").format(password=PASSWORD)


def _accounts(content: dict[str, Any]) -> tuple[AccountLine, ...]:
    """Return the accounts that may sign in, by label; what the administration says goes before the directory."""
    records, administration = content["directory"]["accounts"], content["administration"]
    statements, labels = administration["statements"], administration["labels"]
    found = []
    for account in records.keys() | statements.keys():
        told = {**statements.get(account, {}), **records.get(account, {})}
        said = statements.get(account)
        if not (said["standing"] == _SWITCHED_OFF if said else records[account]["disabled"]):
            found.append(AccountLine(account, str(labels.get(account, told["label"]))))
    return tuple(sorted(found, key=lambda line: (line.label, line.id)))


_SWITCHED_OFF = "disabled"
"""How `vault.keys.records.Standing` is written in the file."""
