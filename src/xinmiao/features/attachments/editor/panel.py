"""The panel of attachments on a record's page: what there is, add, open, export, remove; where the paper lies."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from xinmiao.features.attachments import operations
from xinmiao.features.attachments.editor.files import ReadFile, read_files
from xinmiao.features.attachments.editor.line import QuestionPlace, RemarkQuestion, RemovalQuestion
from xinmiao.features.attachments.editor.looking import Looking
from xinmiao.features.attachments.editor.place import PaperPlaceEditor
from xinmiao.features.attachments.editor.rows import AttachmentRows
from xinmiao.features.attachments.records import (
    AttachmentLine,
    AttachmentsView,
    Host,
    NewAttachment,
)
from xinmiao.features.attachments.rules import shown_size
from xinmiao.kernel.access import Permission
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.record_panel import RecordPanel
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

_HAS_OWN_PLACE = frozenset({"student", "growth_file"})
"""The growth file keeps the place of its paper among its own fields."""


class AttachmentsPanel(RecordPanel):
    """Shows what hangs on one record. Files can be dropped on it."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("attachments_panel")
        self._host: Host | None = None
        self._may_write = context.actor.may(Permission.ATTACHMENT_WRITE)
        self._card = Card(_("Attachments"), name="attachments_card")
        self.add_button = Button(
            _("Add"), role="quiet", icon="paperclip", name="add_attachment", clicked=self.ask_files
        )
        self.add_button.setAccessibleName(tr("Add an attachment"))
        if not self._may_write:  # not shown by itself: it has no place yet
            self.add_button.hide()
        self._card.add_action(self.add_button)
        self.rows = AttachmentRows(may_remove=self._may_write)
        self.looking = Looking(context, self)
        self.rows.open_wanted.connect(self.looking.open_line)
        self.rows.export_wanted.connect(self.looking.ask_export)
        self.rows.remove_wanted.connect(self.ask_removal)
        self.rows.remark_wanted.connect(self.ask_remark)
        self._empty = label(tr("Drop a picture or a PDF here; it is stored encrypted."), "secondary", wrap=True)
        self._told = label("", "error", wrap=True)
        self._told.setObjectName("attachment_refusals")
        self._much = label("", "secondary", wrap=True)
        self.place = PaperPlaceEditor(context)
        self._asking = QuestionPlace()
        self._arrange()
        self.setAcceptDrops(self._may_write)

    def show_record(self, kind: str, record_id: str) -> None:
        """Show what hangs on a record; of another record, nothing until the answer is there."""
        host = Host(kind, record_id)
        if host != self._host:
            self._host = host
            self._tell(())
            self._asking.put_away()
            self._show_rows((), ())
            self.place.show_place(host, None)
        self.place.setVisible(kind not in _HAS_OWN_PLACE)
        self._reload()

    def ask_files(self) -> None:
        """Let the user choose files."""
        _file_dialog(self.window(), self.add_files).open()

    def add_files(self, paths: list[Path]) -> None:
        """Read files on the work lane and add them to the record shown."""
        if self._host is None or not paths:
            return
        self._tell(())
        self.context.jobs.start(
            _("Reading files"), partial(read_files, paths), partial(self._add, self._host), owner=self
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 -- Qt's name
        """Take files of this computer."""
        if _local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 -- Qt's name
        """Add what was dropped."""
        event.acceptProposedAction()
        self.add_files(_local_files(event.mimeData()))

    def ask_removal(self, line: AttachmentLine) -> None:
        """Ask why an attachment is removed."""
        question = RemovalQuestion(line)
        question.confirmed.connect(self._remove)
        self._asking.ask(question)

    def ask_remark(self, line: AttachmentLine) -> None:
        """Ask what is to be seen on an attachment."""
        question = RemarkQuestion(line)
        question.confirmed.connect(self._remark)
        self._asking.ask(question)

    # inside

    def _arrange(self) -> None:
        for part in (self._empty, self.rows, self._told, self._much):
            self._card.add(part)
        self._card.add(self._asking)
        self._card.add(self.place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        for part in (self.rows, self._told, self._much):
            part.hide()

    def _reload(self) -> None:
        if self._host is not None:
            self.ask(operations.list_attachments.bind(self._host), self._show)

    def _show(self, view: AttachmentsView) -> None:
        if view.host != self._host:
            return
        self._show_rows(view.lines, view.removed)
        self.place.show_place(view.host, view.place)
        self.add_button.setEnabled(not view.is_full)
        much = tr("All attachments together take {size}; every backup holds them.", size=shown_size(view.total))
        self._much.setText(much if view.is_much else "")
        self._much.setVisible(view.is_much)

    def _show_rows(self, lines: tuple[AttachmentLine, ...], removed: tuple[AttachmentLine, ...]) -> None:
        self.rows.show_lines(lines, removed)
        self._card.set_title(
            ntr("{count} attachment", "{count} attachments", len(lines)) if lines else _("Attachments")
        )
        self._empty.setVisible(not lines and not removed)

    def _add(self, host: Host, files: tuple[ReadFile, ...]) -> None:
        refusals: list[str] = []

        def refused(name: str, error: AppError) -> None:
            refusals.append(tr("{name}: {sentences}", name=name, sentences=error.told()))
            self._tell(refusals)

        for file in files:
            if file.refusal is not None:
                refused(file.name, file.refusal)
                continue
            new = NewAttachment(self.context.ids.new(), host, file.name, file.content)
            bound = operations.add_attachment.bind(new)
            self.context.tasks.run(bound, self._added, partial(refused, file.name), owner=self)

    def _added(self, line: AttachmentLine) -> None:
        self.context.notices.inform(tr("Added {name}.", name=line.file_name))
        self._reload()

    def _tell(self, refusals: list[str] | tuple[str, ...]) -> None:
        self._told.setText("\n".join(refusals))
        self._told.setVisible(bool(refusals))

    def _remove(self, line: AttachmentLine, reason: str) -> None:
        self._do(operations.remove_attachment.bind(line.id, line.version, reason))

    def _remark(self, line: AttachmentLine, note: str) -> None:
        self._do(operations.set_remark.bind(line.id, line.version, note))

    def _do(self, bound: Bound[Any]) -> None:
        def refused(error: AppError) -> None:
            if not self._asking.refuse(error):
                self.context.notices.error(error)
                self._reload()

        self.context.tasks.run(bound, lambda _answer: self._done(), refused, owner=self)

    def _done(self) -> None:
        self._asking.put_away()
        self._reload()
        self.add_button.setFocus()


def _file_dialog(window: QWidget, chosen: Callable[[list[Path]], None]) -> QFileDialog:
    dialog = QFileDialog(window, tr("Add an attachment"))
    dialog.setObjectName("attachment_dialog")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilter(tr("Pictures and PDF (*.jpg *.jpeg *.png *.pdf)"))
    dialog.filesSelected.connect(lambda names: chosen([Path(name) for name in names]))
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def _local_files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
