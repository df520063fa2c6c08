"""How many slips of each class came back, for those who lead: numbers, never a name or an answer."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from xinmiao.features.consents import operations
from xinmiao.features.consents.records import CONSENT, CONSENT_COUNT, ClassCoverage
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_layout import lay_out
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.messages import EmptyState


class CoveragePage(Page):
    """Class by class and kind by kind."""

    interests: ClassVar[frozenset[str]] = frozenset({CONSENT_COUNT.record, "school_class"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("consent_coverage")
        self.header = PageHeader(_("Slips returned"), _("Numbers of this school year; answers stay in the room."))
        self.table = RecordTable[ClassCoverage](
            _columns(),
            _("Slips returned"),
            id_of=lambda line: f"{line.class_id}:{line.kind.value}",
            compact=True,
            name="coverage_table",
        )
        told = _("No slips are being collected yet. They are listed here as soon as a class begins.")
        self.table.set_empty(EmptyState(told, icon="clipboard-check"))
        lay_out(self, self.header, self.table, padded=True)
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Ask for the numbers."""
        self.context.tasks.run(operations.consent_coverage.bind(), self.table.set_rows, owner=self)

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr("A slip counts as returned whatever it says. Who has not handed one in, the class teacher knows.")


def _columns() -> tuple[Column[ClassCoverage], ...]:
    return (
        Column("class", _("Class"), lambda line: line.class_label, width=160, strong=True),
        Column("kind", CONSENT.kind.label, lambda line: line.kind, CONSENT.kind.show, 220, stretch=True),
        Column("students", _("Students"), lambda line: line.students, width=110, align="right"),
        Column("returned", _("Slips returned"), lambda line: line.returned, width=130, align="right"),
        Column("missing", _("Slips missing"), lambda line: line.missing, width=130, align="right"),
    )
