"""The head of the page of a note: whose, which, in what state."""

from __future__ import annotations

from xinmiao.features.casework.records import NOTE, Client, NoteState
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.widgets.chips import Chip
from xinmiao.ui.widgets.header import PageHeader

_TONES = {NoteState.DRAFT: "watch", NoteState.SIGNED: "accent", NoteState.MOVED: "warn", NoteState.VOIDED: "warn"}


class NoteHeader(PageHeader):
    """Student and number of the note, class and number of the case, and the state as a chip."""

    def __init__(self) -> None:
        super().__init__(_("Counselling note"))
        self.show_back()

    def show_note(self, student: Client, nth: int, number: str, state: NoteState) -> None:
        """Show which note this is."""
        subtitle = tr(" · ").join(part for part in (student.class_label, number) if part)
        self.set_title(tr("{name} · no. {nth}", name=student.name, nth=nth), subtitle)
        self.show_state(state)

    def show_state(self, state: NoteState) -> None:
        """Show another state of the same note."""
        self.set_chips((Chip(NOTE.state.show(state), _TONES[state], "signature" if state is NoteState.SIGNED else ""),))

    def show_student(self, student: Client | None) -> None:
        """Show that there is no note yet, for a student or for nobody in particular."""
        self.set_title(student.name if student else _("Counselling note"), student.class_label if student else "")
        self.set_actions(None)
        self.set_chips(())
