"""The forms of accounts: a new one, its name, its roles, a new password, opening it, the recovery sheet typed back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from xinmiao.features.accounts.page.posts import Posts
from xinmiao.features.accounts.records import ACCOUNT, ROLE_HELP, ROLE_LABELS, AccountLine
from xinmiao.features.roster.records import ClassLine
from xinmiao.kernel.access import Role
from xinmiao.kernel.texts import Text, _, ntr
from xinmiao.ui.sheet_form import SheetForm
from xinmiao.ui.widgets.inputs import PasswordField
from xinmiao.ui.widgets.tick_list import TickList

PASSWORD_RULE = _("At least 12 characters, or four words with spaces between them.")
_PLEASE = _("Please fill this in.")


def role_ticks() -> TickList:
    """Return the roles with what each is for."""
    return TickList(((role.value, str(ROLE_LABELS[role]), str(ROLE_HELP[role])) for role in Role), "role")


def class_ticks(classes: Sequence[ClassLine]) -> TickList:
    """Return the school's classes."""
    heads = (ntr("{count} student", "{count} students", line.students) for line in classes)
    return TickList(
        ((line.id, f"{line.label} · {head}", "") for line, head in zip(classes, heads, strict=True)), "class"
    )


def grade_ticks(classes: Sequence[ClassLine]) -> TickList:
    """Return the grades that have classes."""
    names = {line.grade: line.grade_name for line in classes}
    return TickList(((str(grade), name, "") for grade, name in sorted(names.items())), "grade")


class PasswordPair:
    """A new password, typed twice."""

    def __init__(self, form: SheetForm, words: Text) -> None:
        self.first: PasswordField = form.add_password("password", words, PASSWORD_RULE)
        self.again: PasswordField = form.add_password("again", _("The same once more"))

    def problems(self) -> dict[str, Text]:
        """Return what can be said without the vault: nothing typed, or two different passwords."""
        if not self.first.text():
            return {"password": _PLEASE}
        if self.first.text() != self.again.text():
            return {"again": _("The two are not the same.")}
        return {}


class RolesForm(SheetForm):
    """Roles, the classes of a class teacher, the grades of a head of grade."""

    def __init__(self, name: str, words: Text, classes: Sequence[ClassLine]) -> None:
        super().__init__(name, words)
        self.ticks = role_ticks()
        self._classes, self._grades = class_ticks(classes), grade_ticks(classes)
        self._has_classes = bool(classes)

    def add_roles(self) -> None:
        """Add the rows; those of classes and grades show when their role is ticked."""
        self.add_row("roles", _("Roles"), self.ticks)
        help_ = _("The present class teacher of a class ticked here stops today.")
        none = _("There are no classes yet; assign them here after the roster was imported.")
        self._rows_of = {
            Role.CLASS_TEACHER: self.add_row(
                "classes", _("Classes"), self._classes, help_ if self._has_classes else none, required=False
            ),
            Role.GRADE_HEAD: self.add_row(
                "grades", _("Grades"), self._grades, "" if self._has_classes else none, required=False
            ),
        }
        self.ticks.changed.connect(self._room_for_posts)
        self._room_for_posts()

    def roles(self) -> frozenset[Role]:
        """Return the roles ticked."""
        return frozenset(Role(value) for value in self.ticks.chosen())

    def classes(self) -> tuple[str, ...]:
        """Return the ids of the classes ticked; none for who is no class teacher."""
        return self._classes.chosen() if Role.CLASS_TEACHER in self.roles() else ()

    def grades(self) -> frozenset[int] | None:
        """Return the grades ticked; None for who is no head of grade."""
        return frozenset(map(int, self._grades.chosen())) if Role.GRADE_HEAD in self.roles() else None

    def choose(self, roles: Iterable[Role], classes: Iterable[str], grades: Iterable[int]) -> None:
        """Tick what is so now."""
        self.ticks.choose(role.value for role in roles)
        self._classes.choose(classes)
        self._grades.choose(map(str, grades))
        self._room_for_posts()

    def check(self) -> dict[str, Text]:
        """Ask for a role."""
        return {} if self.roles() else {"roles": _("Please choose at least one role.")}

    def _room_for_posts(self) -> None:
        for role, row in self._rows_of.items():
            row.setVisible(role in self.roles())


class NewAccountSheet(RolesForm):
    """Name, roles, classes or grades, first password."""

    def __init__(self, classes: Sequence[ClassLine], *, opens_at_once: bool) -> None:
        super().__init__("new_account", _("Add account"), classes)
        self.name_line = self.add_line("label", ACCOUNT.label_text.label, ACCOUNT.label_text.help or "", most=60)
        self.add_roles()
        self._pair = PasswordPair(self, _("First password"))
        if not opens_at_once:
            self.say(_("A counsellor who holds the school’s root key opens the account afterwards."))
        self.end()

    def password(self) -> str:
        """Return the password."""
        return self._pair.first.text()

    def check(self) -> dict[str, Text]:
        """Ask for a name, a role and a password typed twice alike."""
        named = ACCOUNT.label_text.problem(self.name_line.text().strip())
        return ({"label": named} if named else {}) | super().check() | self._pair.problems()


class RenameSheet(SheetForm):
    """Another name on the sign-in screen."""

    def __init__(self, account: AccountLine) -> None:
        super().__init__("rename_account", _("Rename"))
        self.name_line = self.add_line("label", ACCOUNT.label_text.label, ACCOUNT.label_text.help or "", most=60)
        self.name_line.setText(account.label)
        self.name_line.selectAll()
        self.end()

    def check(self) -> dict[str, Text]:
        """Ask for a name."""
        named = ACCOUNT.label_text.problem(self.name_line.text().strip())
        return {"label": named} if named else {}


class GrantSheet(RolesForm):
    """Opening an account, or giving it other roles; with the sheet's code where the root key is not held."""

    def __init__(self, words: Text, account: AccountLine, posts: Posts, *, needs_code: bool) -> None:
        super().__init__("grant_account" if account.waits_for_grant else "change_roles", words, posts.classes)
        if account.waits_for_grant:
            self.say(_("Opening hands over the keys that belong to these roles."))
            self.say(_("The person sits here and types a new password that nobody else knows; the first one ends."))
        self.add_roles()
        self.choose(
            account.roles or account.requested_roles,
            [line.id for line in posts.classes_of(account.id)],
            posts.grades_of(account.id),
        )
        self._pair = PasswordPair(self, _("The person’s own password")) if account.waits_for_grant else None
        self._code = code_row(self, "seed", _("Recovery code")) if needs_code else None
        self.code_row = "seed" if needs_code else ""
        if needs_code:
            self.say(_("You do not hold the school’s root key; the recovery sheet stands in for it."))
        self.end()

    def password(self) -> str:
        """Return the password the person typed; empty where only roles change."""
        return self._pair.first.text() if self._pair is not None else ""

    def code(self) -> str | None:
        """Return the sheet's code as typed, or None."""
        return self._code.text() if self._code is not None else None

    def check(self) -> dict[str, Text]:
        """Ask for a role, and for the code where it is needed."""
        missing = self._code is not None and not self._code.text().strip()
        own = self._pair.problems() if self._pair is not None else {}
        return super().check() | own | ({"seed": _PLEASE} if missing else {})


class NewPasswordSheet(SheetForm):
    """A new password for somebody else's account."""

    def __init__(self, name: str, words: Text, told: Text) -> None:
        super().__init__(name, words)
        self.say(told)
        self._pair = PasswordPair(self, _("New password"))
        self.end()

    def password(self) -> str:
        """Return the password."""
        return self._pair.first.text()

    def check(self) -> dict[str, Text]:
        """Ask for a password typed twice alike."""
        return self._pair.problems()


class OwnPasswordSheet(SheetForm):
    """One's own password, changed."""

    def __init__(self) -> None:
        super().__init__("own_password", _("Change the password"))
        self.old = self.add_password("old", _("Present password"))
        self._pair = PasswordPair(self, _("New password"))
        self.say(_("Backups made until now still open with the old password."))
        self.end()

    def passwords(self) -> tuple[str, str]:
        """Return the old and the new one."""
        return self.old.text(), self._pair.first.text()

    def check(self) -> dict[str, Text]:
        """Ask for the old one and a new one typed twice alike."""
        return ({} if self.old.text() else {"old": _PLEASE}) | self._pair.problems()


class CodesSheet(SheetForm):
    """Both codes of the recovery sheet, typed back from the paper."""

    def __init__(self) -> None:
        super().__init__("confirm_sheet", _("Check"))
        self.say(_("Take the paper and type both codes from it. So a sheet that cannot be read is found today."))
        self._recovery = code_row(self, "recovery", _("Recovery code"))
        self._school = code_row(self, "school", _("School code"))
        self.end()

    def codes(self) -> tuple[str, str]:
        """Return what was typed."""
        return self._recovery.text(), self._school.text()

    def check(self) -> dict[str, Text]:
        """Ask for both."""
        lines = {"recovery": self._recovery, "school": self._school}
        return {name: _PLEASE for name, line in lines.items() if not line.text().strip()}


class CodeSheet(SheetForm):
    """The recovery code, for who does not hold the root key; used when a new sheet is made."""

    def __init__(self, *, needs_code: bool) -> None:
        super().__init__("new_sheet", _("Make a new sheet"))
        self.say(_("The new sheet replaces the old one: what is written from now on opens with the new one only."))
        self.say(_("It is shown once. Print it now, seal it, and destroy the old sheet."))
        self._code = code_row(self, "seed", _("Recovery code of the present sheet")) if needs_code else None
        self.code_row = "seed" if needs_code else ""
        self.end()

    def code(self) -> str | None:
        """Return the code as typed, or None."""
        return self._code.text() if self._code is not None else None

    def check(self) -> dict[str, Text]:
        """Ask for the code where it is needed."""
        return {"seed": _PLEASE} if self._code is not None and not self._code.text().strip() else {}


def code_row(form: SheetForm, name: str, words: Text) -> QLineEdit:
    """Add a line for a code of the sheet."""
    line = form.add_line(name, words, _("Capitals or small letters, with or without dashes."), most=120)
    line.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhNoPredictiveText)
    return line
