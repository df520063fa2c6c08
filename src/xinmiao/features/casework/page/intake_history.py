"""The versions of an intake: who saved it when, and what each field said before and after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.casework.records import INTAKE, IntakeVersion
from xinmiao.features.casework.rules.intake import shown
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.texts import tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Hairline, PageColumn


class IntakeHistoryColumn(PageColumn):
    """Every version, the newest first."""

    def __init__(self, versions: Sequence[IntakeVersion]) -> None:
        super().__init__(name="intake_history")
        self.body.setSpacing(theme.current().size("space-m"))
        for place, version in enumerate(versions):
            before = versions[place + 1] if place + 1 < len(versions) else None
            self.add(_version(version, before))
            self.add(Hairline())


def _version(version: IntakeVersion, before: IntakeVersion | None) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().size("space-xs"))
    column.addWidget(label(tr("Version {number}", number=version.version), "strong"))
    column.addWidget(label(tr("{name}, {at}", name=version.by_name, at=show_datetime(version.at)), "secondary"))
    if before is None:
        return holder
    for name in version.changed:
        column.addWidget(label(INTAKE.field(name).label, "secondary"))
        column.addWidget(label(tr("Before: {words}", words=shown(name, before.content)), "muted", wrap=True))
        column.addWidget(label(tr("After: {words}", words=shown(name, version.content)), wrap=True))
    return holder
