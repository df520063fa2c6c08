"""The sheet beside the timeline: the profile being edited, or the question before printing; one at a time.

Owns that a form in it is never thrown away.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from xinmiao.features.growth_files.editor.profile_editor import ProfileEditor, draft_key
from xinmiao.features.growth_files.page.printing import print_question
from xinmiao.features.growth_files.records import GrowthFileView, StudentFileView
from xinmiao.kernel.texts import _
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.side_sheet import SideSheet

_WIDTH_PX = 560


class ProfileSheet(SideSheet):
    """Asks nothing when it closes: what was typed is kept as a draft and said so."""

    def __init__(self, host: QWidget, context: PageContext) -> None:
        super().__init__(host, width=_WIDTH_PX, ask_first=True, name="profile_sheet")
        self._context = context
        self._editor: ProfileEditor | None = None
        self.close_asked.connect(self.put_away)

    @property
    def editing(self) -> bool:
        """Return whether the profile is open for writing."""
        return self._editor is not None

    def edit(self, file: GrowthFileView) -> None:
        """Open the profile, with the draft that was left there."""
        if self._editor is None:
            self._context.drafts.load(draft_key(file.student_id), partial(self._open_form, file), owner=self)

    def save(self) -> None:
        """Save the profile."""
        if self._editor is not None:
            self._editor.save()

    def flush(self) -> None:
        """Keep what is typed now."""
        if self._editor is not None:
            self._editor.keeper.flush()

    def put_away(self) -> None:
        """Close; what was typed is kept as a draft."""
        if self._editor is not None and self._editor.put_away():
            self._context.notices.inform(_("Kept as a draft; it is there when you open this again."))
        self._editor = None
        self.close_sheet()

    def ask_print(self, view: StudentFileView) -> None:
        """Ask what the paper is for and what it holds."""
        self.put_away()
        self.open_sheet(_("Print the growth file"), print_question(self._context, view, self.close_sheet))

    def _open_form(self, file: GrowthFileView, draft: bytes | None) -> None:
        if self._editor is not None:
            return
        self._editor = ProfileEditor(self._context, file, draft)
        self._editor.saved.connect(self._saved)
        self.open_sheet(_("Profile"), self._editor)

    def _saved(self) -> None:
        self._editor = None
        self.close_sheet()
