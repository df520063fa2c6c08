"""`xinmiao --self-test`: is this installation whole? Used on the built program, and by a person on the telephone.

Makes an invented school in a temporary folder and does the main job with it; touches no real file.
"""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from xinmiao import __version__
from xinmiao.app.features import FEATURES
from xinmiao.app.founding import NewSchool, found_school
from xinmiao.documents.paper import Paper, Paragraph
from xinmiao.documents.pdf import render_pdf
from xinmiao.documents.raster import extract_text
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.system.resources import catalogue_path, resource_path
from xinmiao.vault.keys.means import Means
from xinmiao.vault.keys.secrets_here import SecretStore

_RARE = "㛃䶮𠮷𬭎"


def self_test(out: TextIO) -> int:
    """Run every check, tell each on a line, and return 0 when all hold."""
    checks: tuple[tuple[str, Callable[[], None]], ...] = (
        ("data files", _check_resources),
        ("encrypted school", _check_school),
        ("printing", _check_printing),
        ("window", _check_window),
    )
    failed = 0
    print(f"xinmiao {__version__}", file=out)
    for name, check in checks:
        try:
            check()
        except Exception:  # noqa: BLE001 -- whatever it is, it is told
            failed += 1
            print(f"FAILED {name}\n{traceback.format_exc()}", file=out)
        else:
            print(f"ok {name}", file=out)
    return 1 if failed else 0


def _check_resources() -> None:
    for place in (resource_path("fonts"), resource_path("icons"), resource_path("theme")):
        if not any(place.iterdir()):
            raise AssertionError(place)
    if not FEATURES or not catalogue_path("zh_CN").exists():
        raise AssertionError


def _check_school() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wanted = NewSchool("自检学校", "自检", "four invented plain words", frozenset(Stage))
        founded = found_school(folder / "data", SecretStore(folder / "config"), wanted, Means())
        try:
            founded.workspace.run(roster.add_student.bind({"name": f"王{_RARE}"}, {}))
            [line] = founded.workspace.run(roster.list_students.bind()).value
            if line.name != f"王{_RARE}":
                raise AssertionError
        finally:
            founded.workspace.close()


def _check_printing() -> None:
    content = render_pdf(Paper("自检", (Paragraph(_RARE),), printed_at=datetime.now(UTC)))
    if _RARE not in "".join(extract_text(content)):
        raise AssertionError


def _check_window() -> None:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 -- Qt only where a window is

    application = QApplication.instance() or QApplication(["xinmiao"])
    del application
