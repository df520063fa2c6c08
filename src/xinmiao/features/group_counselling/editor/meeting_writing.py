"""Writing one meeting: the form with its foot, its sealed draft, and what saving and signing answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.group_counselling import operations
from xinmiao.features.group_counselling.editor.meeting_form import MeetingForm
from xinmiao.features.group_counselling.records import MeetingDraft, MeetingStamp, MeetingState
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.draft_keeper import DraftKeeper
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import label

MEETING_DRAFT = "group_meeting:"
"""Before the meeting's id: the key of its draft."""


class MeetingWriting(QWidget):
    """The form and its buttons. What is typed is kept sealed under the meeting's id until it is saved."""

    stored = Signal(object)
    """The MeetingStamp of what was saved, signed or amended."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("meeting_writing")
        self._context = context
        self._keeper: DraftKeeper | None = None
        self._amending = False
        self.form = MeetingForm()
        self.status = label("", "secondary")
        self.status.setObjectName("draft_status")
        self._save_button = Button(_("Save without signing"), name="save_meeting", keys="Ctrl+S", clicked=self.save)
        self._sign_button = Button(
            _("Sign and save"), role="primary", icon="signature", name="sign_meeting", keys="Ctrl+Enter",
            clicked=self.sign,
        )  # fmt: skip
        self._lay_out()
        self.form.changed.connect(self._touched)
        self.setFocusProxy(self.form.form.editor("theme"))

    def begin(self, draft: MeetingDraft, students: tuple[StudentLine, ...], *, amending: bool) -> None:
        """Start writing; a reason is asked for when a signed meeting is amended."""
        self.end()
        self._amending = amending
        self.form.show_draft(draft, students, amending=amending)
        self._keeper = self._context.drafts.keep(MEETING_DRAFT + draft.meeting_id, self._payload, self)
        self._keeper.said.connect(self.status.setText)
        self.status.setText("")
        self._save_button.setVisible(not amending)
        self._sign_button.setText(tr("Save the amendment") if amending else tr("Sign and save"))

    def end(self) -> None:
        """Stop writing; what is typed and not saved stays as a draft."""
        if self._keeper is not None:
            self._keeper.flush()
            self._keeper.deleteLater()
            self._keeper = None

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
        """Save without signing; a signed meeting is amended instead."""
        self._store(operations.amend_meeting if self._amending else operations.save_meeting)

    def sign(self) -> None:
        """Save and sign; a signed meeting is amended instead."""
        self._store(operations.amend_meeting if self._amending else operations.sign_meeting)

    def _store(self, operation: Any) -> None:
        problems = self.form.typing_problems()
        self.form.show_problems(problems)
        if not problems:
            draft = self.form.draft()
            self._context.tasks.run(operation.bind(draft), partial(self._saved, draft), self._refused, owner=self)

    def _saved(self, draft: MeetingDraft, stamp: MeetingStamp) -> None:
        if self._keeper is not None and self.form.draft() == draft:
            self._keeper.discard()
        self.form.rebase(stamp.version)
        if stamp.state is MeetingState.DRAFT:
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

    def _touched(self) -> None:
        if self._keeper is not None:
            self._keeper.touch()

    def _payload(self) -> bytes:
        return json.dumps(self.form.draft().to_payload(), ensure_ascii=False).encode("utf-8", "backslashreplace")

    def _lay_out(self) -> None:
        space = theme.current().size
        foot = QHBoxLayout()
        foot.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-m"))
        foot.setSpacing(space("space-s"))
        foot.addWidget(self.status, 1)
        foot.addWidget(self._save_button)
        foot.addWidget(self._sign_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form, 1)
        column.addLayout(foot)


def kept_draft(payload: bytes | None) -> MeetingDraft | None:
    """Return the draft kept under an id; a payload that is no draft of a meeting counts as none."""
    if payload is None:
        return None
    try:
        kept = json.loads(payload)
        return MeetingDraft.from_payload(kept) if isinstance(kept, Mapping) else None
    except (ValueError, KeyError):
        return None
