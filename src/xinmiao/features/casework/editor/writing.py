"""Writing one note: the form with its foot, its sealed draft, and what saving and signing answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.casework import operations
from xinmiao.features.casework.editor.form import NoteForm
from xinmiao.features.casework.editor.writing_aids import WritingAidsMenu
from xinmiao.features.casework.records import NOTE, NoteDraft, NoteStamp, NoteState
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.draft_keeper import DraftKeeper
from xinmiao.ui.page import PageContext
from xinmiao.ui.record_panel import entries_for
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import label


class NoteWriting(QWidget):
    """The form and its buttons. What is typed is kept sealed under the note's id until it is saved."""

    stored = Signal(object)
    """The NoteStamp of what was saved, signed or amended."""

    panels_wanted = Signal(str)
    """The id of the note whose attachments are to be shown; only of one that was saved."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("writing")
        self._context = context
        self._keeper: DraftKeeper | None = None
        self._amending = False
        offered = (each for feature in context.features for each in feature.risk_consequences)
        self._raised = tuple(source for feature in context.features for source in feature.raised)
        self.form = NoteForm(context.clock, tuple(each for each in offered if context.actor.may(each.requires)))
        self.aids = WritingAidsMenu(context, self.form.parts)
        self.panels_button = Button(
            _("Attachments"), role="quiet", icon="paperclip", name="note_panels", clicked=self._want_panels
        )
        self._has_panels = bool(entries_for(context, NOTE.record))
        self.status = label("", "secondary")
        self.status.setObjectName("draft_status")
        self._save_button = Button(_("Save without signing"), name="save_note", keys="Ctrl+S", clicked=self.save)
        self._sign_button = Button(
            _("Sign and save"), role="primary", icon="signature", name="sign_note", keys="Ctrl+Enter", clicked=self.sign
        )
        self._lay_out()
        self.form.changed.connect(self._touched)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(QKeySequence(keys), self, partial(self.form.parts.turn, step))
        self.setFocusProxy(self.form)

    def begin(self, draft: NoteDraft, *, first_visit: bool, amending: bool) -> None:
        """Start writing; a reason is asked for when a signed note is amended."""
        self.end()
        self._amending = amending
        self.form.show_draft(draft, first_visit=first_visit, amending=amending)
        self.show_panels_button(shown=draft.base_version is not None)
        self._keeper = self._context.drafts.keep(draft.note_id, self._payload, self)
        self._keeper.said.connect(self.status.setText)
        self.status.setText("")
        self._save_button.setVisible(not amending)
        self.aids.load()
        self._sign_button.setText(tr("Save the amendment") if amending else tr("Sign and save"))

    def show_panels_button(self, *, shown: bool) -> None:
        """Offer what hangs on the note, or not."""
        self.panels_button.setVisible(shown and self._has_panels and self.form.draft().base_version is not None)

    def end(self) -> None:
        """Stop writing; what is typed and not saved stays as a draft."""
        if self._keeper is not None:
            self._keeper.flush()
            self._keeper.deleteLater()
            self._keeper = None

    def take_over(self, old_key: str) -> None:
        """Keep what stands here under its new key, and only then forget the draft it came from."""
        if self._keeper is None:
            return
        drafts, bridge = self._context.drafts, self._context.drafts.bridge
        self._keeper.touch()
        kept = self._keeper.flush()

        def forget() -> None:
            drafts.discard(old_key)

        def safe(future: Future[None]) -> None:
            if not future.cancelled() and future.exception() is None:
                bridge.post(forget)

        if kept is not None:
            kept.add_done_callback(safe)

    def flush(self) -> None:
        """Keep what is typed now."""
        if self._keeper is not None:
            self._keeper.flush()

    def discard(self) -> None:
        """Forget what was typed since the last saving."""
        if self._keeper is not None:
            self._keeper.discard()
            self._keeper.deleteLater()
            self._keeper = None

    def save(self) -> None:
        """Save without signing; a signed note is amended instead."""
        self._store(operations.amend_note if self._amending else operations.save_note)

    def sign(self) -> None:
        """Save and sign; a signed note is amended instead."""
        if self._amending:
            self._store(operations.amend_note)
        else:
            self._store(operations.sign_note, self._raised)

    def _store(self, operation: Any, *more: object) -> None:
        problems = self.form.typing_problems()
        self.form.show_problems(problems)
        if problems:
            return
        draft = self.form.draft()
        bound: Bound[NoteStamp] = operation.bind(draft, *more)
        self._context.tasks.run(bound, partial(self._stored, draft), self._refused, owner=self)

    def _stored(self, draft: NoteDraft, stamp: NoteStamp) -> None:
        if self._keeper is not None and self.form.draft() == draft:
            self._keeper.discard()
        self.form.rebase(stamp.version)
        self.show_panels_button(shown=not self.aids.isHidden())
        if stamp.state is NoteState.DRAFT:
            words = tr("Saved, not signed yet.")
        else:
            words = tr("Amended; the earlier text stays readable.") if self._amending else tr("Signed and saved.")
        self.status.setText(words)
        self._context.notices.inform(words)
        self.stored.emit(stamp)

    def _refused(self, error: AppError) -> None:
        if isinstance(error, ValidationFailed):
            self.form.show_problems(error.problems)
        else:
            self._context.notices.error(error)

    def _want_panels(self) -> None:
        self.panels_wanted.emit(self.form.draft().note_id)

    def _touched(self) -> None:
        if self._keeper is not None:
            self._keeper.touch()

    def _payload(self) -> bytes:
        return json.dumps(self.form.draft().to_payload(), ensure_ascii=False).encode("utf-8", "backslashreplace")

    def _lay_out(self) -> None:
        space = theme.current().size
        foot = QHBoxLayout()
        foot.setSpacing(space("space-s"))
        foot.addWidget(self.status, 1)
        foot.addWidget(self.panels_button)
        foot.addWidget(self.aids)
        foot.addWidget(self._save_button)
        foot.addWidget(self._sign_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-m"))
        column.setSpacing(space("space-m"))
        column.addWidget(self.form, 1)
        column.addLayout(foot)


def kept_draft(payload: bytes | None) -> NoteDraft | None:
    """Return the draft kept under an id; a payload that is no draft of a note counts as none."""
    if payload is None:
        return None
    try:
        kept = json.loads(payload)
        return NoteDraft.from_payload(kept) if isinstance(kept, Mapping) else None
    except (ValueError, KeyError):
        return None
