"""How far the light plans are, in numbers, for who leads a grade or the school."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from xinmiao.features.light_plans.records import LightCounts
from xinmiao.features.light_plans.records.periods import period_words
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card


class LightCard(Card):
    """Hidden until light plans were opened; classes only for who may see them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Light plans"), name="light_card")
        self.setParent(parent)
        self._said = label("", "body", wrap=True)
        self._said.setObjectName("light_counts")
        self.body.addWidget(self._said)
        self.hide()

    def show_counts(self, counts: tuple[LightCounts, ...]) -> None:
        """Show these numbers."""
        self._said.setText("\n".join(line for each in counts for line in _lines(each)))
        self.setVisible(bool(counts))


def _lines(counts: LightCounts) -> list[str]:
    told = tr(
        "{handed_in} of {opened} handed in, {done} checked",
        handed_in=counts.handed_in,
        opened=counts.opened,
        done=counts.done,
    )
    waiting = (each for each in counts.classes if each.handed_in < each.opened)
    classes = (
        tr(
            "{class_label}: {handed_in} of {opened}",
            class_label=each.class_label,
            handed_in=each.handed_in,
            opened=each.opened,
        )
        for each in waiting
    )
    listed = tr(", ").join(classes)
    return [period_words(counts.period), told, *([tr("Not complete: {classes}", classes=listed)] if listed else [])]
