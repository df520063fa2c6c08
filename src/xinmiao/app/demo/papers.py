"""The papers the demo leaves beside its pictures: one child's growth file as PDF and as pictures of its pages."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from xinmiao.app.demo import PASSWORD
from xinmiao.app.demo.builder import COUNSELLOR
from xinmiao.app.door import Door, account_named
from xinmiao.app.features import FEATURES
from xinmiao.app.workspace import Workspace
from xinmiao.documents.pdf import render_pdf
from xinmiao.documents.raster import PdfPages
from xinmiao.documents.save import save_output
from xinmiao.features.casework import operations as casework
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.features.growth_files.prints import growth_file_paper
from xinmiao.kernel.texts import tr
from xinmiao.system.user_folders import config_folder
from xinmiao.vault.keys import Means, SecretStore, Vault

_SCALE = 1.6


def leave_growth_file(folder: Path, out: Path) -> None:
    """Print the growth file of the child with the most talks into `out`."""
    door = Door(folder, SecretStore(config_folder()), Means())
    vault = Vault.load(folder)
    workspace = door.open(door.unlock(account_named(vault, COUNSELLOR).id, PASSWORD))
    try:
        content = _growth_file(workspace)
    finally:
        workspace.close()
    save_output(out / "growth-file.pdf", content)
    with PdfPages(content) as pages:
        for index in range(pages.count):
            page = pages.render(index, _SCALE)
            image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB888)
            image.save(str(out / f"growth-file-{index + 1}.png"))


def _growth_file(workspace: Workspace) -> bytes:
    cases = workspace.run(casework.list_cases.bind()).value
    student = max(cases, key=lambda case: case.notes).student
    timeline = tuple(source for feature in FEATURES for source in feature.timeline)
    chapters = tuple(source for feature in FEATURES for source in feature.chapters)
    view = workspace.run(growth_files.collect_growth_file_print.bind(student.id, timeline, chapters)).value
    return render_pdf(growth_file_paper(view, purpose=tr("For the file")))
