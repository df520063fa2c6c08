"""Two invented pages, reached by name as the pages of features are."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.feature import PageEntry
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card


@query(requires=Permission.TODAY_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("invented"))
def count_apples(_unit: Any) -> int:
    """Return 7."""
    return 7


@command(requires=Permission.REMINDER_OWN, scope=Scope.WHOLE_SCHOOL, audit="apple.added")
def add_apple(_unit: Any, name: str) -> str:
    """Return the name."""
    return name


class OrchardPage(Page):
    """Counts apples."""

    interests: ClassVar[frozenset[str]] = frozenset({"apple"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.reloads = 0
        self.done: list[str] = []
        self.opened = ""
        self.leave = True
        self.more: tuple[Action, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        actions = self.page_actions()
        self.header = PageHeader(_("Orchard"), _("All apples of the school"), actions[0], actions[1:])
        column.addWidget(self.header)
        card = Card(_("Apples"))
        self.count = label("")
        self.count.setObjectName("apple_count")
        card.add(self.count)
        self.field = QLineEdit()
        self.field.setObjectName("apple_name")
        self.field.setAccessibleName("Apple")
        card.add(self.field)
        column.addWidget(card)
        column.addStretch()

    def reload(self) -> None:
        """Ask for the number."""
        self.reloads += 1
        self.context.tasks.run(count_apples.bind(), lambda count: self.count.setText(str(count)), owner=self)

    def open_record(self, record_id: str) -> None:
        """Remember it."""
        self.opened = record_id

    def page_actions(self) -> tuple[Action, ...]:
        """Offer new, save, print."""
        return (
            Action("new", _("New apple"), lambda: self.done.append("new"), icon="plus"),
            Action("save", _("Save"), lambda: self.done.append("save"), icon="save"),
            Action("print", _("Print"), lambda: self.done.append("print"), icon="printer"),
            *self.more,
        )

    def offer_press(self) -> None:
        """Offer one thing more, as a page does when its record has arrived."""
        self.more = (Action("press", _("Press apples"), lambda: self.done.append("press"), "Ctrl+Return"),)
        self.header.set_actions(None, self.page_actions())

    def help_text(self) -> str:
        """Say something."""
        return "Apples are counted here."

    def may_leave(self) -> bool:
        """Answer as the test wants."""
        return self.leave


class PearPage(Page):
    """Is interested in pears only."""

    interests: ClassVar[frozenset[str]] = frozenset({"pear"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.reloads = 0
        self.opened = ""
        QVBoxLayout(self).addWidget(PageHeader(_("Pears")))

    def reload(self) -> None:
        """Count."""
        self.reloads += 1

    def open_record(self, record_id: str) -> None:
        """Remember it."""
        self.opened = record_id


ORCHARD = PageEntry("orchard", _("Orchard"), "sprout", "invented_pages:OrchardPage", Permission.TODAY_READ)
PEARS = PageEntry("pears", _("Pears"), "users", "invented_pages:PearPage", Permission.TODAY_READ)
HIDDEN = PageEntry("hidden", _("Hidden"), "x", "invented_pages:PearPage", Permission.TODAY_READ, in_navigation=False)
