"""Editing the profile: all sections one below the other, a sealed draft, and what happens when others were faster.

Owns that nothing typed is ever lost.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.documents import word_guard
from xinmiao.features.growth_files import operations
from xinmiao.features.growth_files.editor.profile import PROFILE_NAMES
from xinmiao.features.growth_files.records import GROWTH_FILE, GrowthFileView, Profile, StudentFileView
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.errors import AppError, Conflict, ValidationFailed
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.drafting import changed_names, moment_of, packed, put_back, taken, unpacked
from xinmiao.ui.forms.form import Form
from xinmiao.ui.forms.text_editors import WordsEditor
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.editor_banner import EditorBanner
from xinmiao.ui.widgets.labels import ElidedLabel
from xinmiao.ui.widgets.surfaces import Hairline, PageColumn
from xinmiao.ui.word_guard import WordGuard


def draft_key(student_id: str) -> str:
    """Return the key of the draft of a student's profile."""
    return f"profile:{student_id}"


class ProfileEditor(QWidget):
    """Writes the profile of `file`; `draft` is what was kept of an earlier try, or None."""

    saved = Signal()

    def __init__(self, context: PageContext, file: GrowthFileView, draft: bytes | None = None) -> None:
        super().__init__()
        self.setObjectName("profile_editor")
        self._context, self._file, self._saving = context, file, False
        self._banner = EditorBanner()
        self._form = Form(GROWTH_FILE, PROFILE_NAMES, parent=self)
        self._form.set_values(asdict(file.profile))
        self._said = ElidedLabel("", "secondary", "muted")
        self._said.setObjectName("draft_state")
        self._lay_out()
        self.keeper = context.drafts.keep(draft_key(file.student_id), self._payload, self)
        self.keeper.said.connect(self._said.set_text)
        if draft is not None:
            self._restore(unpacked(draft))
        self._form.changed.connect(self.keeper.touch)

    def save(self) -> None:
        """Save what stands there."""
        if self._saving or not self._form.check():
            return
        self._saving = True
        bound = operations.save_profile.bind(self._file.id, self._file.version, self.profile())
        self._context.tasks.run(bound, self._done, self._refused, owner=self)

    def put_away(self) -> bool:
        """Keep what is not saved as a draft; return whether anything is."""
        if not self._form.dirty:
            self.keeper.discard()
            return False
        self.keeper.touch()
        self.keeper.flush()
        return True

    def profile(self) -> Profile:
        """Return what stands there."""
        return Profile(**{name: value or "" for name, value in self._form.values().items()})

    def _done(self, _version: int) -> None:
        self._saving = False
        self.keeper.discard()
        self._context.notices.inform(tr("Profile saved."))
        self.saved.emit()

    def _refused(self, error: AppError) -> None:
        self._saving = False
        self.keeper.touch()
        if isinstance(error, ValidationFailed):
            self._form.show_problems(error.problems)
        elif isinstance(error, Conflict):
            self._banner.tell(
                "warning",
                _("Somebody changed this profile while you were writing."),
                _("What you wrote still stands here. Compare it with the present text, then save again."),
                _("Compare"),
                self._compare,
            )
        else:
            self._banner.tell(
                "error", error.message, tr("{next_step} ({code})", next_step=error.next_step, code=error.code)
            )

    def _compare(self) -> None:
        asked = operations.get_growth_file.bind(self._file.student_id)
        self._context.tasks.run(asked, self._rebase, self._refused, owner=self)

    def _rebase(self, fresh: StudentFileView) -> None:
        """Put what the user wrote over the present text, and say what stands there where both wrote."""
        if fresh.file is None:
            return
        mine, before, now = self._changes(), asdict(self._file.profile), asdict(fresh.file.profile)
        both = [name for name in PROFILE_NAMES if name in mine and before[name] != now[name]]
        self._file = fresh.file
        self._form.set_values(now)
        put_back(self._form, mine)
        words: Text | str = _("Others changed nothing that you changed. Please look it over and save.")
        if both:
            told = (tr("{field}: {value}", field=GROWTH_FILE.field(name).label, value=now[name]) for name in both)
            words = tr("Also changed by others, with what is recorded now: {fields}.", fields=tr("; ").join(told))
        self._banner.tell("info", _("This is the present record with your changes in it."), words)

    def _restore(self, parts: dict[str, Any]) -> None:
        put_back(self._form, parts)
        if self._form.dirty:
            self._banner.tell(
                "info",
                tr("There is a draft from {time} that was not saved.", time=show_datetime(moment_of(parts))),
                "",
                _("Throw it away"),
                self._throw_away,
            )

    def _throw_away(self) -> None:
        self._form.set_values(asdict(self._file.profile))
        self.keeper.discard()
        self._banner.clear()
        self._said.set_text("")
        self._form.focus(PROFILE_NAMES[0])

    def _changes(self) -> dict[str, Any]:
        return taken(self._form, changed_names(self._form))

    def _payload(self) -> bytes:
        return packed(self._changes(), self._context.clock.now())

    def _lay_out(self) -> None:
        space = theme.current().size
        sections = PageColumn(name="profile_sections")
        sections.body.setSpacing(space("space-l"))
        for name in PROFILE_NAMES:
            sections.add(self._form.row(name))
            editor = self._form.editor(name)
            if isinstance(editor, WordsEditor):
                sections.add(WordGuard(editor.area, word_guard.find))
        foot = QHBoxLayout()
        foot.setContentsMargins(space("space-xl"), space("space-m"), space("space-xl"), space("space-m"))
        foot.addWidget(self._said, 1)
        foot.addWidget(Button(_("Save"), role="primary", name="save_profile", keys="Ctrl+S", clicked=self.save))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._banner)
        column.addWidget(sections, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)
