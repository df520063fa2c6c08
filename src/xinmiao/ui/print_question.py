"""What is asked before a paper is shown: for what, which parts, and what about characters that no face has.

Owns the question and its order: answers, then characters that cannot be printed are named, then the preview.
What the paper holds is its feature's affair.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.jobs import Jobs, Progress
from xinmiao.ui.papers import Papers
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.editor_banner import EditorBanner
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.flow import FlowLayout
from xinmiao.ui.widgets.labels import label

LONGEST_PURPOSE = 60
NAMED_AT_MOST = 12


@dataclass(frozen=True)
class PrintPart:
    """A part of a paper that can be left out."""

    name: str
    label: Text
    chosen: bool = True


class PaperDraft(Protocol):
    """A paper that is ready to be made; both are called on the work lane."""

    def missing(self) -> tuple[str, ...]:
        """Return the characters that no face has, as a message names them."""
        ...

    def pdf(self, *, blanks: bool) -> bytes:
        """Return the PDF; with `blanks` empty squares stand for those characters."""
        ...


class PrintQuestion(QWidget):
    """The sheet's content; Enter in the purpose goes on."""

    wanted = Signal(str, object)
    """The purpose and the names of the chosen parts (frozenset)."""
    shown = Signal()
    """The preview opens; the sheet can go."""

    def __init__(self, what: str, purposes: Sequence[Text], parts: Sequence[PrintPart] = ()) -> None:
        super().__init__()
        self.setObjectName("print_question")
        self.banner = EditorBanner()
        self.purpose = QLineEdit()
        self.purpose.setObjectName("print_purpose")
        self.purpose.setMaxLength(LONGEST_PURPOSE)
        self.purpose.returnPressed.connect(self.go_on)
        help_ = _("Stands at the foot of every page, so that it is clear what the paper is for.")
        self.row = FieldRow(_("Purpose"), self.purpose, help_, required=True)
        self._boxes = {part.name: _box(part) for part in parts}
        self._go_on = Button(_("Show the paper"), role="primary", icon="printer", name="print_go_on")
        self._go_on.clicked.connect(lambda _checked=False: self.go_on())
        self._lay_out(what, purposes)

    def go_on(self) -> None:
        """Hand the answers over; without a purpose nothing is printed."""
        purpose = " ".join(self.purpose.text().split())
        self.row.set_error(None if purpose else _("Please say what the paper is for."))
        if purpose:
            self.banner.clear()
            chosen = frozenset(name for name, box in self._boxes.items() if box.isChecked())
            self.wanted.emit(purpose, chosen)
        else:
            self.purpose.setFocus()

    def name_missing(self, characters: Sequence[str], go_on: Callable[[], object]) -> None:
        """Name the characters that cannot be printed, before anything is; `go_on` prints empty squares for them."""
        named = "  ".join(characters[:NAMED_AT_MOST]) + ("  …" if len(characters) > NAMED_AT_MOST else "")
        self.banner.tell(
            "warning",
            tr("These characters cannot be printed: {characters}.", characters=named),
            _("Change them in the record, or print with empty squares and fill them in by hand."),
            _("Print empty squares"),
            go_on,
        )

    def _choose(self, purpose: Text) -> None:
        self.purpose.setText(str(purpose))
        self.row.set_error(None)
        self._go_on.setFocus()

    def _lay_out(self, what: str, purposes: Sequence[Text]) -> None:
        space = theme.current().size
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.banner)
        column = QVBoxLayout()
        column.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-xl"))
        column.setSpacing(space("space-l"))
        outer.addLayout(column)
        if what:
            column.addWidget(label(what, "strong", wrap=True))
        column.addWidget(self.row)
        column.addWidget(self._offers(purposes))
        if self._boxes:
            column.addWidget(label(_("What is printed"), "strong"))
        for box in self._boxes.values():
            column.addWidget(box)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._go_on)
        column.addLayout(buttons)
        column.addStretch(1)

    def _offers(self, purposes: Sequence[Text]) -> QWidget:
        holder = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        flow = FlowLayout(holder, theme.current().size("space-s"))
        for number, purpose in enumerate(purposes, 1):
            flow.addWidget(Button(purpose, name=f"purpose_{number}", clicked=partial(self._choose, purpose)))
        return holder


def show_or_name(jobs: Jobs, papers: Papers, question: PrintQuestion, title: Text, paper: PaperDraft) -> None:
    """Look for characters that cannot be printed; name them in the sheet, or show the paper."""

    def show(*, blanks: bool) -> None:
        question.shown.emit()
        papers.show(title, partial(paper.pdf, blanks=blanks), file_name=f"{title}.pdf")

    def looked(missing: tuple[str, ...]) -> None:
        if missing:
            question.name_missing(missing, partial(show, blanks=True))
        else:
            show(blanks=False)

    def look(progress: Progress) -> tuple[str, ...]:
        progress.check_cancelled()
        return paper.missing()

    jobs.start(_("Preparing the paper"), look, looked, owner=question)


def _box(part: PrintPart) -> QCheckBox:
    box = QCheckBox(str(part.label))
    box.setObjectName(f"part_{part.name}")
    box.setAccessibleName(str(part.label))
    box.setChecked(part.chosen)
    return box
