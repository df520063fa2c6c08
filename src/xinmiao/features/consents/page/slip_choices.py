"""What is chosen above the board of slips: class, kind, and whose signatures the slips bear."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from xinmiao.features.consents.records import BY_CLASS, CONSENT, KIND_LABELS, ConsentKind, Party
from xinmiao.features.roster.records import ClassLine
from xinmiao.kernel.texts import Text, _
from xinmiao.ui import theme
from xinmiao.ui.widgets.combo import Combo, IdCombo
from xinmiao.ui.widgets.flow import FlowLayout

_PARTIES: tuple[tuple[tuple[Party, ...], Text], ...] = (
    ((Party.GUARDIAN, Party.STUDENT), _("Guardian and student")),
    ((Party.GUARDIAN,), _("Guardian only")),
    ((Party.STUDENT,), _("Student only")),
)


class SlipChoices(QWidget):
    """Three lists in a row that wraps, and what the board sets beside them."""

    chosen = Signal()
    """Another class, kind or signature was chosen."""

    def __init__(self, beside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        labels = dict(KIND_LABELS)
        self.classes = IdCombo(_("Class"), (), name="slip_class")
        self.kind = Combo(CONSENT.kind.label, name="slip_kind")
        self.kind.addItems([str(labels[kind]) for kind in BY_CLASS])
        self.parties = Combo(_("Who signs"), name="slip_parties")
        self.parties.addItems([str(words) for _parties, words in _PARTIES])
        row = FlowLayout(spacing=theme.current().size("space-m"))
        for combo, width in ((self.classes, 170), (self.kind, 220), (self.parties, 200)):
            combo.setFixedWidth(theme.current().px(width))
            combo.activated.connect(lambda _place: self.chosen.emit())
            row.addWidget(combo)
        row.addWidget(beside)
        self.setLayout(row)

    def show_classes(self, lines: Sequence[ClassLine], wanted: str) -> None:
        """Offer classes; the first one when none is wanted."""
        before = wanted or self.class_id
        self.classes.set_pairs([(line.id, line.label) for line in lines])
        self.classes.choose(before if any(line.id == before for line in lines) else (lines[0].id if lines else ""))

    @property
    def class_id(self) -> str:
        """Return the chosen class."""
        return self.classes.chosen()

    @property
    def consent_kind(self) -> ConsentKind:
        """Return the chosen kind."""
        return BY_CLASS[max(self.kind.currentIndex(), 0)]

    @property
    def who(self) -> tuple[Party, ...]:
        """Return whose signatures the slips bear."""
        return _PARTIES[max(self.parties.currentIndex(), 0)][0]
