"""One account: its state, its roles, its classes and grades, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.accounts.page.looks import role_chip, roles_of, state_chip, state_sentence
from xinmiao.features.accounts.page.posts import Posts
from xinmiao.features.accounts.records import ROLE_HELP, AccountLine
from xinmiao.kernel.access import Role
from xinmiao.kernel.texts import tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.buttons import Role as ButtonRole
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.flow import FlowLayout
from xinmiao.ui.widgets.labels import ElidedLabel, label
from xinmiao.ui.widgets.surfaces import Card

_ROLE_PX = 112


class AccountDetail(Card):
    """The card of one account."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="account_detail")
        self.setParent(parent)
        self._inside: QWidget | None = None

    def show_account(self, account: AccountLine, posts: Posts, actions: Sequence[Action]) -> None:
        """Show an account; the first action is the one that is due when it waits."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-m"))
        column.addLayout(_head(account))
        if sentence := state_sentence(account):
            column.addWidget(label(sentence, "muted", wrap=True))
        for role in roles_of(account):
            column.addLayout(_role_row(role))
        for words in _posts(account, posts):
            column.addWidget(label(words, "muted", wrap=True))
        column.addWidget(_buttons(actions, due=account.waits_for_grant))
        self._replace(inside)

    def _replace(self, inside: QWidget) -> None:
        if self._inside is not None:
            self.body.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = inside
        self.add(inside)
        inside.show()  # at once, so that its buttons can take the keyboard


def _head(account: AccountLine) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.current().size("space-s"))
    name = ElidedLabel(account.label, "section")
    name.setObjectName("account_label")
    row.addWidget(name)
    chip = state_chip(account)
    row.addWidget(StatusChip(chip.word, chip.tone, icon=chip.icon, name="account_state"))
    if account.is_own:
        row.addWidget(StatusChip(tr("You"), "calm", icon="user"))
    row.addStretch(1)
    return row


def _posts(account: AccountLine, posts: Posts) -> tuple[str, ...]:
    """Return which classes and grades the account has, as far as its roles go."""
    found = []
    if Role.CLASS_TEACHER in roles_of(account):
        own = [line.label for line in posts.classes_of(account.id)]
        found.append(tr("Classes: {classes}", classes=tr(", ").join(own)) if own else tr("No class yet."))
    if Role.GRADE_HEAD in roles_of(account):
        grades = posts.grade_names_of(account.id)
        found.append(tr("Grades: {grades}", grades=tr(", ").join(grades)) if grades else tr("No grade yet."))
    return tuple(found)


def _role_row(role: Role) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.current().size("space-m"))
    chip = role_chip(role)
    gutter = QWidget()
    gutter.setFixedWidth(theme.current().px(_ROLE_PX))
    inner = QHBoxLayout(gutter)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.addWidget(StatusChip(chip.word, chip.tone, icon=chip.icon))
    inner.addStretch(1)
    row.addWidget(gutter)
    row.addWidget(label(ROLE_HELP[role], "secondary", wrap=True), 1)
    return row


def _buttons(actions: Sequence[Action], *, due: bool) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder, theme.current().size("space-s"))
    for number, action in enumerate(actions):
        role: ButtonRole = "primary" if due and number == 0 else "danger" if action.name == "disable" else "secondary"
        flow.addWidget(
            Button(action.label, role=role, icon=action.icon, name=f"account_{action.name}", clicked=action.trigger)
        )
    return holder
