"""What is done to accounts from this page: each sheet, its command, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from xinmiao.features.accounts import operations
from xinmiao.features.accounts.page.forms import (
    CodeSheet,
    CodesSheet,
    GrantSheet,
    NewAccountSheet,
    NewPasswordSheet,
    RenameSheet,
    RolesForm,
)
from xinmiao.features.accounts.page.paper import show_sheet
from xinmiao.features.accounts.page.posts import Posts
from xinmiao.features.accounts.records import AccountLine, NewAccountForm, SheetCodes
from xinmiao.features.roster import operations as roster
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import Text, _
from xinmiao.ui.notices import Choice, Question
from xinmiao.ui.page import PageContext
from xinmiao.ui.sheet_form import SheetForm
from xinmiao.ui.widgets.side_sheet import SideSheet


class AccountDeeds:
    """Opens the sheets and runs their commands; `done` is called after each."""

    def __init__(self, context: PageContext, page: QWidget, sheet: SideSheet, done: Callable[[], None]) -> None:
        self._context = context
        self._page = page
        self._sheet = sheet
        self._done = done
        self.posts = Posts()
        self.needs_code = False
        """Whether the signed-in account has to type the sheet's code for what the root key signs."""

    def add(self, *, opens_at_once: bool) -> None:
        """Make an account, then give it its classes and grades."""
        form = NewAccountSheet(self.posts.classes, opens_at_once=opens_at_once)

        def run() -> None:
            wanted = NewAccountForm(form.name_line.text().strip(), form.roles(), form.password())
            said = _("The account was made.")
            self._ask(form, operations.add_account.bind(wanted), lambda account: self._give_posts(account, form, said))

        self._open(_("Add account"), form, run)

    def rename(self, account: AccountLine) -> None:
        """Change the name on the sign-in screen."""
        form = RenameSheet(account)

        def run() -> None:
            bound = operations.rename_account.bind(account.id, form.name_line.text().strip())
            self._ask(form, bound, self._said(_("The account was renamed.")))

        self._open(_("Rename"), form, run)

    def grant(self, account: AccountLine) -> None:
        """Open an account, or give it other roles."""
        opening = account.waits_for_grant
        words = _("Open the account") if opening else _("Change roles")
        form = GrantSheet(words, account, self.posts, needs_code=self.needs_code)

        def run() -> None:
            bound = operations.grant_content.bind(account.id, form.roles(), form.code(), password=form.password())
            said = _("The account is open.") if opening else _("The roles were changed.")
            self._ask(form, bound, lambda _none: self._give_posts(account.id, form, said))

        self._open(words, form, run)

    def restore_sign_in(self, account: AccountLine) -> None:
        """Give a new password for a forgotten one."""
        told = _("The account gets a new password and then waits: a counsellor opens it again before it sees anything.")
        form = NewPasswordSheet("restore_sign_in", _("Set the password"), told)

        def run() -> None:
            bound = operations.restore_sign_in.bind(account.id, form.password())
            self._ask(form, bound, self._said(_("The account has a new password.")))

        self._open(_("Restore sign-in"), form, run)

    def enable(self, account: AccountLine) -> None:
        """Switch an account on again."""
        told = _("Switching on gives the account a new password; a counsellor opens it again afterwards.")
        form = NewPasswordSheet("enable_account", _("Switch on"), told)

        def run() -> None:
            bound = operations.enable_account.bind(account.id, form.password())
            self._ask(form, bound, self._said(_("The account was switched on.")))

        self._open(_("Switch on"), form, run)

    def disable(self, account: AccountLine) -> None:
        """Switch an account off, after saying what that does not do."""
        question = Question(
            _("Switch off the account {label}?").format(label=account.label),
            _(
                "It can no longer sign in here. What this does not do: no key is changed. Whoever has an older copy of"
                " the files or a backup and knows the password still opens that copy."
            ),
            (Choice("disable", _("Switch off"), destructive=True), Choice("keep", _("Cancel"))),
            default="keep",
        )

        def answered(choice: str) -> None:
            if choice == "disable":
                said = self._said(_("The account was switched off."))
                self._context.tasks.run(operations.disable_account.bind(account.id), said, owner=self._page)

        self._context.notices.ask(question, answered, self._page)

    def check_sheet(self) -> None:
        """Have both codes typed back."""
        form = CodesSheet()

        def run() -> None:
            bound = operations.confirm_recovery_sheet.bind(*form.codes())
            self._ask(form, bound, self._said(_("The recovery sheet is readable and in force.")))

        self._open(_("Check the recovery sheet"), form, run)

    def new_sheet(self) -> None:
        """Make a new sheet and show it."""
        form = CodeSheet(needs_code=self.needs_code)

        def made(codes: SheetCodes) -> None:
            self._finished(None)
            show_sheet(self._context, codes, self._page)

        def run() -> None:
            self._ask(form, operations.make_recovery_sheet.bind(form.code()), made)

        self._open(_("New recovery sheet"), form, run)

    def _give_posts(self, account: str, form: RolesForm, said: Text) -> None:
        """Give the account what was ticked, from today: classes beside those it has already, exactly these grades."""
        today, grades = self._context.clock.today(), form.grades()
        bound = [roster.give_class_to_account.bind(class_id, account, today) for class_id in form.classes()]
        bound += [roster.set_grade_head.bind(account, grades, today)] if grades is not None else []
        self._finished(said)
        self._context.tasks.run_slices(bound, lambda _all: self._done(), owner=self._page)

    def _open(self, title: Text, form: SheetForm, run: Callable[[], None]) -> None:
        form.wanted.connect(run)
        self._sheet.open_sheet(title, form)

    def _ask(self, form: SheetForm, bound: Bound[Any], then: Callable[[Any], None]) -> None:
        self._context.tasks.run(bound, then, form.refused, owner=form)

    def _said(self, said: Text) -> Callable[[Any], None]:
        return lambda _value: self._finished(said)

    def _finished(self, said: Text | None) -> None:
        self._sheet.close_sheet()
        if said is not None:
            self._context.notices.inform(said)
        self._done()
