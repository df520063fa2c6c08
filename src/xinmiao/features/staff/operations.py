"""What can be done with staff members: the only door to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from xinmiao.features.staff import rules
from xinmiao.features.staff.model import StaffMember
from xinmiao.features.staff.records import StaffLine, same_name
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.system.name_reading import name_reading
from xinmiao.vault.unit import Unit

_NAMES = NotAudited("names of those who work here")


@query(requires=Permission.STAFF_READ, scope=Scope.WHOLE_SCHOOL, audit=_NAMES)
def list_staff(unit: Unit, *, include_left: bool = False) -> tuple[StaffLine, ...]:
    """Return the staff members by name; `include_left` adds those who left."""
    statement = select(StaffMember).order_by(StaffMember.name_pinyin, StaffMember.name, StaffMember.id)
    if not include_left:
        statement = statement.where(StaffMember.left_on.is_(None))
    return tuple(_line(unit, row) for row in unit.db.scalars(statement))


@query(requires=Permission.STAFF_READ, scope=Scope.WHOLE_SCHOOL, audit=_NAMES)
def find_staff(unit: Unit, words: str) -> tuple[StaffLine, ...]:
    """Return the present staff members whose name, pinyin, initials or duties fit all words."""
    return tuple(line for line in unit.run(list_staff.bind()) if line.fits(words))


@query(requires=Permission.STAFF_READ, scope=Scope.WHOLE_SCHOOL, audit=_NAMES)
def get_staff(unit: Unit, staff_id: str) -> StaffLine:
    """Return one staff member, also one who left.

    Raises:
        NotFound: there is nobody of this id.
    """
    return _line(unit, unit.get(StaffMember, staff_id))


@query(requires=Permission.STAFF_READ, scope=Scope.WHOLE_SCHOOL, audit=_NAMES)
def staff_names(unit: Unit) -> Mapping[str, str]:
    """Return the names of all staff members, those who left too, by id."""
    return {line.id: line.name for line in unit.run(list_staff.bind(include_left=True))}


@query(requires=Permission.ACCOUNT_OWN, scope=Scope.OWN_ACCOUNT, audit=NotAudited("who the account itself is"))
def own_staff_id(unit: Unit) -> str | None:
    """Return the staff member the acting account belongs to, if any."""
    return unit.db.scalar(select(StaffMember.id).where(StaffMember.account_id == unit.actor.account))


@query(requires=Permission.STAFF_WRITE, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("labels stand on the lock screen"))
def account_choices(unit: Unit) -> tuple[tuple[str, str], ...]:
    """Return id and label of every account, by label, for saying whose it is."""
    return tuple(sorted(unit.database.account_labels.items(), key=lambda account: account[1]))


@command(requires=Permission.STAFF_WRITE, scope=Scope.WHOLE_SCHOOL, audit="staff.added")
def add_staff(unit: Unit, values: Mapping[str, Any], *, staff_id: str | None = None) -> str:
    """Add a staff member and return his id; field names are those of the record.

    Raises:
        ValidationFailed: a value is refused, or somebody of this name and these duties is there.
    """
    present = unit.run(list_staff.bind())
    if problems := rules.problems_of(values, present):
        raise ValidationFailed(problems)
    return _added(unit, values, staff_id=staff_id)


@command(requires=Permission.STAFF_WRITE, scope=Scope.WHOLE_SCHOOL, audit="staff.corrected")
def correct_staff(unit: Unit, opened: StaffLine, values: Mapping[str, Any]) -> None:
    """Correct name, duties and phone; `opened` is what the editor started from.

    Raises:
        ValidationFailed: as when adding.
        Conflict: somebody changed him meanwhile.
    """
    others = (line for line in unit.run(list_staff.bind()) if line.id != opened.id)
    if problems := rules.problems_of({"name": opened.name, **values}, others):
        raise ValidationFailed(problems)
    member = unit.editable(StaffMember, opened.id, opened.version)
    unit.concerns("staff_member", member.id)
    _set(member, values)


@command(requires=Permission.STAFF_WRITE, scope=Scope.WHOLE_SCHOOL, audit="staff.added_by_name")
def find_or_add_staff(unit: Unit, names: tuple[str, ...]) -> Mapping[str, str]:
    """Return the id of each name, adding who is not there; for sheets and pasted lists.

    Raises:
        ValidationFailed: a name is too long or empty.
        RuleBroken: two present staff members have one of these names.
    """
    known: dict[str, list[str]] = defaultdict(list)
    for line in unit.run(list_staff.bind()):
        known[same_name(line.name)].append(line.id)
    found: dict[str, str] = {}
    for name in dict.fromkeys(names):
        same = known[same_name(name)]
        if len(same) > 1:
            raise RuleBroken(
                _("Two staff members are called {name}.").format(name=name),
                _("Choose the right one by hand; duties tell them apart."),
                code="E-NAMESAKE",
            )
        if not same:
            if problems := rules.problems_of({"name": name}, ()):
                raise ValidationFailed(problems)
            same.append(_added(unit, {"name": name.strip()}))
        found[name] = same[0]
    return found


@command(requires=Permission.STAFF_WRITE, scope=Scope.WHOLE_SCHOOL, audit="staff.account_linked")
def link_account(unit: Unit, opened: StaffLine, account_id: str | None) -> None:
    """Say which account is this staff member's, or that he has none.

    Raises:
        RuleBroken: the account is somebody else's already.
        Conflict: somebody changed him meanwhile.
    """
    member = unit.editable(StaffMember, opened.id, opened.version)
    unit.concerns("staff_member", member.id)
    if account_id is not None:
        owner = unit.db.scalar(select(StaffMember).where(StaffMember.account_id == account_id))
        if owner is not None and owner.id != member.id:
            raise RuleBroken(
                _("This account belongs to {name}.").format(name=owner.name),
                _("Take it away there first."),
            )
    member.account_id = account_id


@command(requires=Permission.STAFF_WRITE, scope=Scope.WHOLE_SCHOOL, audit="staff.account_named")
def member_of_account(unit: Unit, account_id: str) -> str:
    """Return the staff member an account belongs to; adds one with the account's label where there is none."""
    found = unit.db.scalar(select(StaffMember.id).where(StaffMember.account_id == account_id))
    if found is not None:
        return found
    return _added(unit, {"name": unit.database.account_labels.get(account_id, "")}, account_id=account_id)


@command(requires=Permission.STAFF_WRITE, scope=Scope.WHOLE_SCHOOL, audit="staff.named_from_accounts")
def name_from_accounts(unit: Unit) -> int:
    """Give staff members that an older file knew by their account only the account's label; return how many."""
    named = 0
    for member in unit.db.scalars(select(StaffMember).where(StaffMember.name == "")):
        if label := unit.database.account_labels.get(member.account_id or ""):
            _set(member, {"name": label})
            named += 1
    return named


@command(requires=Permission.STAFF_WRITE, scope=Scope.WHOLE_SCHOOL, audit="staff.left")
def note_leaving(unit: Unit, opened: StaffLine, left_on: date | None) -> None:
    """Keep the day a staff member left, or None where he is back; posts are ended by the roster's operation.

    Raises:
        Conflict: somebody changed him meanwhile.
    """
    member = unit.editable(StaffMember, opened.id, opened.version)
    unit.concerns("staff_member", member.id)
    member.left_on = left_on


def _added(unit: Unit, values: Mapping[str, Any], *, staff_id: str | None = None, account_id: str | None = None) -> str:
    member = StaffMember(id=staff_id or unit.ids.new(), account_id=account_id)
    _set(member, values)
    unit.db.add(member)
    unit.concerns("staff_member", member.id)
    return member.id


def _set(member: StaffMember, values: Mapping[str, Any]) -> None:
    for name in rules.EDITED:
        if name in values:
            value = values[name].strip() if values[name] else None
            setattr(member, name, value if value is not None or name != "name" else "")
    reading = name_reading(member.name)
    member.name_pinyin, member.name_initials = reading.pinyin, reading.initials


def _line(unit: Unit, row: StaffMember) -> StaffLine:
    label = unit.database.account_labels.get(row.account_id or "", "")
    return StaffLine(
        id=row.id,
        name=row.name or label,
        pinyin=row.name_pinyin or "",
        initials=row.name_initials or "",
        duties=row.duties or "",
        phone=(row.phone or "") if unit.actor.may(Permission.STAFF_WRITE) else "",
        account_id=row.account_id,
        account_label=label,
        left_on=row.left_on,
        version=row.version,
    )
