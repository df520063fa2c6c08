"""The page of all accounts: the list, one account beside it, the recovery sheet below."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.accounts import operations
from xinmiao.features.accounts.page.deeds import AccountDeeds
from xinmiao.features.accounts.page.detail import AccountDetail
from xinmiao.features.accounts.page.looks import roles_words, state_chip
from xinmiao.features.accounts.page.offers import Rights, actions_for
from xinmiao.features.accounts.page.sheet_card import RecoveryCard
from xinmiao.features.accounts.records import AccountLine, SheetState
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import ClassLine, GradeHeadLine
from xinmiao.features.staff import operations as staff
from xinmiao.features.staff.records import StaffLine
from xinmiao.kernel.access import Permission
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.list_detail import ListDetail
from xinmiao.ui.widgets.side_sheet import SideSheet
from xinmiao.ui.widgets.surfaces import PageColumn

RECOVERY_SHEET = "recovery_sheet"

_COLUMNS = (
    Column[AccountLine](
        "label", _("Name"), lambda line: line.label, width=220, secondary=roles_words, stretch=True, strong=True
    ),
    Column[AccountLine]("state", _("State"), lambda line: str(state_chip(line).word), width=136, chip=state_chip),
)


class AccountsPage(Page):
    """Who may sign in, and what for."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_accounts")
        may = context.actor.may
        self._administers = may(Permission.ACCOUNT_ADMINISTER)
        self._grants = may(Permission.ACCOUNT_GRANT_CONTENT)
        self._accounts: tuple[AccountLine, ...] = ()
        self._wanted = ""
        self.table: RecordTable[AccountLine] = RecordTable(_COLUMNS, _("Accounts"), name="accounts_table")
        self.detail = AccountDetail()
        self.recovery = RecoveryCard(may_make=self._grants)
        self.sheet = SideSheet(self, name="accounts_sheet")
        self.deeds = AccountDeeds(context, self, self.sheet, self.reload)
        self._lay_out()
        self.table.current_changed.connect(lambda _id: self._show_current())
        self.table.opened.connect(lambda _id: self._open_current())
        self.recovery.check_wanted.connect(self.deeds.check_sheet)
        self.recovery.new_wanted.connect(self.deeds.new_sheet)

    def reload(self) -> None:
        """Ask for accounts, classes and the recovery sheet."""
        self.context.tasks.run(roster.list_classes.bind(), self._take_classes, owner=self)
        self.context.tasks.run(roster.list_grade_heads.bind(), self._take_heads, owner=self)
        self.context.tasks.run(staff.list_staff.bind(), self._take_staff, owner=self)
        self.context.tasks.run(operations.list_accounts.bind(), self._take, owner=self)
        self.context.tasks.run(operations.get_sheet_state.bind(), self._take_sheet, owner=self)

    def open_record(self, record_id: str) -> None:
        """Go to an account, or to the recovery sheet."""
        self._wanted = record_id
        self._stale = True
        self._go()

    def page_actions(self) -> tuple[Action, ...]:
        """Offer a new account."""
        return (self._new(),) if self._administers else ()

    def help_text(self) -> str:
        """Say what roles and states mean."""
        return tr(
            "An account says who signs in; its roles say what for. The administrator makes accounts and gives new"
            " passwords; only a counsellor opens their content, with the root key or the recovery sheet."
        )

    def _new(self) -> Action:
        add = partial(self.deeds.add, opens_at_once=self._grants and not self.deeds.needs_code)
        return Action("new", _("Add account"), add, icon="user-plus")

    def _take(self, accounts: tuple[AccountLine, ...]) -> None:
        self._accounts = accounts
        own = next((account for account in accounts if account.is_own), None)
        self.deeds.needs_code = own is None or not own.holds_root
        if self._administers:
            self.header.set_actions(self._new())
        self.table.set_rows(accounts)
        self._go()
        if self.table.current_record() is None and own is not None:
            self.table.select(own.id)
        self._show_current()

    def _take_classes(self, classes: tuple[ClassLine, ...]) -> None:
        self.deeds.posts = replace(self.deeds.posts, classes=classes)
        self._show_current()

    def _take_heads(self, heads: tuple[GradeHeadLine, ...]) -> None:
        self.deeds.posts = replace(self.deeds.posts, heads=heads)
        self._show_current()

    def _take_staff(self, members: tuple[StaffLine, ...]) -> None:
        self.deeds.posts = replace(self.deeds.posts, staff=members)
        self._show_current()

    def _take_sheet(self, state: SheetState) -> None:
        self.recovery.show_state(state)
        self._go()

    def _go(self) -> None:
        """Go where a task led, as soon as it is there."""
        if self._wanted == RECOVERY_SHEET and self.isVisible():
            self._wanted = ""
            self._column.ensureWidgetVisible(self.recovery)
            self.recovery.begin_check()
        elif self._wanted and self.table.select(self._wanted):
            self._wanted = ""
            self.table.setFocus()

    def _show_current(self) -> None:
        account = self.table.current_record()
        self.detail.setVisible(account is not None)
        if account is not None:
            self.detail.show_account(account, self.deeds.posts, self._actions(account))
            self.table.set_actions(self._actions(account))

    def _open_current(self) -> None:
        account = self.table.current_record()
        actions = self._actions(account) if account is not None else ()
        if actions:
            actions[0].trigger()

    def _actions(self, account: AccountLine) -> tuple[Action, ...]:
        rights = Rights(administers=self._administers, grants=self._grants)
        return actions_for(account, self.deeds, rights, partial(self.context.navigator.open, Target("own_account")))

    def _lay_out(self) -> None:
        space = theme.current().size
        self.header = PageHeader(
            _("Accounts"), _("Who may sign in, and what for."), self._new() if self._administers else None
        )
        self._column = PageColumn(reading_width=640)
        self._column.add(self.detail)
        self._column.add(self.recovery)
        listing = QWidget()
        inner = QHBoxLayout(listing)
        inner.setContentsMargins(space("space-xl"), space("space-s"), space("space-l"), space("space-xl"))
        inner.addWidget(self.table)
        split = ListDetail(listing, self._column, width=440)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(split, 1)
