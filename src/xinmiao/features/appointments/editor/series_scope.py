"""How much of a series a change means: this one, this and later ones, all."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.appointments import operations
from xinmiao.features.appointments.records import AppointmentDraft, SeriesScope, TimeConflict
from xinmiao.kernel.operations import Bound, Operation
from xinmiao.kernel.texts import Text, _
from xinmiao.ui import theme
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.segmented import SegmentedControl

SCOPES: tuple[tuple[SeriesScope, Text], ...] = (
    (SeriesScope.THIS, _("Only this one")),
    (SeriesScope.LATER, _("This and later ones")),
    (SeriesScope.ALL, _("All of the series")),
)
LEFT_ALONE = _("What is over, has an outcome, or differs from its series is left alone.")
_WHOLE = _("What you change here is changed in the others too; remark and who asked stay each one's own.")


class ScopeChoice(QWidget):
    """Asks how much is meant; begins with this one only."""

    changed = Signal()

    def __init__(self, *, offered: bool) -> None:
        super().__init__()
        self.setObjectName("series_scope")
        self.setHidden(not offered)
        self._scopes = SegmentedControl(
            [(scope.value, words) for scope, words in SCOPES], _("What the change means"), name="scope"
        )
        self._scopes.set_value(SeriesScope.THIS.value)
        self._told = label(_WHOLE, "secondary", wrap=True)
        self._left = label(LEFT_ALONE, "secondary", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-xs"))
        column.addWidget(FieldRow(_("What the change means"), self._scopes))
        for line in (self._told, self._left):
            column.addWidget(line)
            line.hide()
        self._scopes.changed.connect(self._choose)

    @property
    def scope(self) -> SeriesScope:
        """Return what is meant."""
        return SeriesScope(self._scopes.value())

    def asked(
        self, draft: AppointmentDraft, sources: tuple[Operation[..., Any], ...]
    ) -> Bound[tuple[TimeConflict, ...]]:
        """Return the question what stands against a draft, for as much as is meant."""
        if self.scope is SeriesScope.THIS:
            return operations.check_conflicts.bind(draft, sources)
        return operations.check_series_change.bind(draft, self.scope, sources)

    def set_scope(self, scope: SeriesScope) -> None:
        """Mean this much."""
        self._scopes.set_value(scope.value)
        self._choose()

    def _choose(self) -> None:
        for line in (self._told, self._left):
            line.setVisible(self.scope is not SeriesScope.THIS)
        self.changed.emit()
