"""What was put aside: why, by whom and when, each to be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from xinmiao.features.today.records import AsideView
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card, PageColumn


class AsideList(PageColumn):
    """The tasks put aside that would stand on Today otherwise."""

    back_wanted = Signal(object)
    """The `AsideView` that is to stand there again."""

    def __init__(self, aside: Sequence[AsideView], parent: QWidget | None = None) -> None:
        super().__init__(name="aside_list")
        self.setParent(parent)
        told = _("A task comes back by itself when its day or its matter changes, and goes away when it is done.")
        self.add(label(told, "muted", wrap=True))
        for each in aside:
            self.add(self._card(each))

    def _card(self, each: AsideView) -> Card:
        card = Card(str(each.task.title))
        card.add(label(each.reason, wrap=True))
        told = tr("{time}, {name}", time=show_datetime(each.at), name=each.by_name)
        card.add(label(told if each.by_name else show_datetime(each.at), "secondary"))
        back = Button(_("Take it back"), role="quiet", name="take_back", clicked=lambda: self.back_wanted.emit(each))
        back.setAccessibleName(tr("Take it back: {title}", title=each.task.title))
        card.add_action(back)
        return card
