"""Looking at an attachment, printing it, and letting a copy out."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from xinmiao.documents.foreign import ENDINGS
from xinmiao.features.attachments import operations
from xinmiao.features.attachments.editor.files import pages_of, pdf_of, save_copy
from xinmiao.features.attachments.records import ATTACHMENT, AttachmentLine, AttachmentPrint, OpenedAttachment
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.attachment_view import AttachmentViewer
from xinmiao.ui.page import PageContext
from xinmiao.ui.papers import PageImages


class Looking:
    """Opens the viewer over the window of `owner`, and exports."""

    def __init__(self, context: PageContext, owner: QWidget) -> None:
        self._context = context
        self._owner = owner

    def open_line(self, line: AttachmentLine) -> None:
        """Show an attachment in the viewer."""
        self._context.tasks.run(operations.open_attachment.bind(line.id), self._prepare, owner=self._owner)

    def ask_export(self, line: AttachmentLine) -> None:
        """Ask where a copy is to go; only then is it taken out and recorded."""
        dialog = QFileDialog(self._owner.window(), tr("Export a copy"))
        dialog.setObjectName("export_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ENDINGS[line.media].removeprefix("."))
        dialog.selectFile(line.file_name)
        dialog.fileSelected.connect(lambda chosen: self.export_to(line, Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_to(self, line: AttachmentLine, path: Path) -> None:
        """Record the export and write the copy."""
        bound = operations.export_attachment.bind(line.id)
        self._context.tasks.run(bound, partial(self._write, path), owner=self._owner)

    def _prepare(self, opened: OpenedAttachment) -> None:
        self._context.jobs.start(
            _("Opening the attachment"), partial(pages_of, opened), partial(self._view, opened.line), owner=self._owner
        )

    def _view(self, line: AttachmentLine, pages: PageImages) -> None:
        viewer = AttachmentViewer(line.file_name, pages, self._context.jobs, self._owner.window())
        viewer.export_wanted.connect(partial(self.ask_export, line))
        viewer.print_wanted.connect(partial(self._print, viewer, line))
        viewer.open()

    def _print(self, viewer: AttachmentViewer, line: AttachmentLine) -> None:
        """Put the viewer away for the preview; the printing is recorded."""
        viewer.close()
        bound = operations.collect_attachment_print.bind(line.id)
        self._context.tasks.run(bound, self._show_paper, owner=self._owner)

    def _show_paper(self, asked: AttachmentPrint) -> None:
        self._context.papers.show(
            ATTACHMENT.label, partial(pdf_of, asked), file_name=f"{ATTACHMENT.label}.pdf", owner=self._owner
        )

    def _write(self, path: Path, opened: OpenedAttachment) -> None:
        self._context.jobs.start(
            _("Writing the copy"), partial(save_copy, path, opened.content), self._written, owner=self._owner
        )

    def _written(self, path: Path) -> None:
        self._context.notices.inform(
            tr("Saved as {name}. This copy is not encrypted; delete it when it is no longer needed.", name=path.name)
        )
