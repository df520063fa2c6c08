"""What is asked for an account, and how accounts are shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from xinmiao.kernel.access import Role
from xinmiao.kernel.fields import TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import Text, _

ROLE_LABELS: dict[Role, Text] = {
    Role.COUNSELLOR: _("Counsellor"),
    Role.CLASS_TEACHER: _("Class teacher"),
    Role.GRADE_HEAD: _("Head of grade"),
    Role.MORAL_OFFICE: _("Moral education office"),
    Role.PRINCIPAL: _("Principal"),
    Role.ADMINISTRATOR: _("Administrator"),
}

ROLE_HELP: dict[Role, Text] = {
    Role.COUNSELLOR: _("Reads and writes growth files, cases and notes."),
    Role.CLASS_TEACHER: _("Sees the names of his own classes."),
    Role.GRADE_HEAD: _("Sees the classes and names of his grades."),
    Role.MORAL_OFFICE: _("Sees the classes and names of the whole school."),
    Role.PRINCIPAL: _("Sees the classes and names of the whole school, no content."),
    Role.ADMINISTRATOR: _("Keeps accounts and backups; sees no content."),
}


class AccountSpec(RecordSpec):
    """The form of an account; what it says is kept in the key file, not in a table."""

    record = "account"
    label = _("Account")
    file = DataFile.SCHOOL

    label_text = TextField(
        label=_("Name on the sign-in screen"),
        help=_("This name stands unencrypted in the key file; a name by which colleagues know the person will do."),
        required=True,
        max_length=40,
    )


ACCOUNT = AccountSpec()


@dataclass(frozen=True)
class AccountLine:
    """One account as the list shows it. `standing` is active, pending, restored or disabled."""

    id: str
    label: str
    standing: str
    roles: frozenset[Role]
    requested_roles: frozenset[Role]
    is_own: bool
    holds_root: bool

    @property
    def waits_for_grant(self) -> bool:
        """Return whether a counsellor still has to open it."""
        return self.standing in {"pending", "restored"}


@dataclass(frozen=True)
class WhomToAsk:
    """Labels of the accounts in use that one turns to."""

    counsellors: tuple[str, ...]
    administrators: tuple[str, ...]


@dataclass(frozen=True)
class NewAccountForm:
    """What is typed for a new account."""

    label: str
    roles: frozenset[Role]
    password: str = field(repr=False)


@dataclass(frozen=True)
class SheetState:
    """The recovery sheet in force, without its codes."""

    number: int
    made_at: datetime
    confirmed_at: datetime | None


@dataclass(frozen=True)
class SheetCodes:
    """A recovery sheet as it is printed: shown once, kept nowhere."""

    school_name: str
    number: int
    made_at: datetime
    fingerprint: str
    recovery_code: str = field(repr=False)
    school_code: str = field(repr=False)
