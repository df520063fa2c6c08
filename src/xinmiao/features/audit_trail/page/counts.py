"""The counts above the list of who sees only his own acts but answers for the school."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from xinmiao.features.audit_trail.records import KIND_LABELS, TrailCounts
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card


class CountsCard(Card):
    """How many acts of each kind the whole school left in the period chosen; no name, no record."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("All accounts of the school in this period"), name="trail_counts", parent=parent)
        self._numbers = label("", "strong", wrap=True)
        self._numbers.setObjectName("trail_numbers")
        self._beside = label("", "secondary", wrap=True)
        self.add(self._numbers)
        self.add(self._beside)
        self.hide()

    def show_counts(self, counts: TrailCounts) -> None:
        """Show what was counted."""
        numbers: Sequence[str] = [f"{KIND_LABELS[kind]} {count}" for kind, count in counts.kinds]
        self._numbers.setText(" · ".join(numbers) or tr("No entry in this period."))
        self._beside.setText(str(_WHOLE if counts.whole else _SCHOOL_FILE_ALONE))
        self.show()


_WHOLE: Text = _("Below are your own acts.")
_SCHOOL_FILE_ALONE: Text = _(
    "Acts in the counselling file are not among them: ask a counsellor. Below are your own acts."
)
