"""One's own password, reached from the account's menu."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.accounts import operations
from xinmiao.features.accounts.page.forms import OwnPasswordSheet
from xinmiao.kernel.errors import AppError, WrongKey
from xinmiao.kernel.texts import _
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.surfaces import Card, PageColumn


class OwnAccountPage(Page):
    """Changes the password of who is signed in."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_own_account")
        self.header = PageHeader(_("My password"), _("For the account {label}.").format(label=context.actor.label))
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        area = PageColumn(reading_width=480)
        self._card = Card(name="own_password_card")
        area.add(self._card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(area, 1)
        self.form = self._fresh()

    def reload(self) -> None:
        """Begin with empty fields."""
        self.form.hide()
        self.form.deleteLater()
        self.form = self._fresh()
        self.form.old.setFocus()

    def _fresh(self) -> OwnPasswordSheet:
        form = OwnPasswordSheet()
        if layout := form.layout():
            layout.setContentsMargins(0, 0, 0, 0)  # the card has its own
        form.wanted.connect(self._change)
        self._card.add(form)
        form.show()
        form.setMinimumHeight(form.body.sizeHint().height() + 2 * form.button.sizeHint().height())
        return form

    def _change(self) -> None:
        bound = operations.change_password.bind(*self.form.passwords())
        self.context.tasks.run(bound, self._changed, self._refused, owner=self.form)

    def _changed(self, _none: None) -> None:
        self._stale = True
        self.context.notices.inform(_("The password was changed."))
        self.context.navigator.back()

    def _refused(self, error: AppError) -> None:
        if isinstance(error, WrongKey):
            self.form.set_busy(busy=False)
            self.form.show_problems({"old": _("This is not your present password.")})
        else:
            self.form.refused(error)
