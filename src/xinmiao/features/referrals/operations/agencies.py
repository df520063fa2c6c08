"""The agency directory: reading it, adding to it, correcting and archiving."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import select

from xinmiao.features.referrals.model import Agency
from xinmiao.features.referrals.records import AGENCY, AgencyLine
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit

_NAMES = ("name", "kind", "departments", "phone", "address", "contact", "hours", "note", "archived")


@query(requires=Permission.AGENCY_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("holds no person of the school"))
def list_agencies(unit: Unit) -> tuple[AgencyLine, ...]:
    """Return all agencies, those that are offered first."""
    rows = unit.db.scalars(select(Agency).order_by(Agency.archived.is_(True), Agency.kind, Agency.name, Agency.id))
    return tuple(
        AgencyLine(
            id=row.id,
            name=row.name,
            kind=row.kind,
            departments=row.departments or "",
            phone=row.phone or "",
            address=row.address or "",
            contact=row.contact or "",
            hours=row.hours or "",
            note=row.note or "",
            archived=bool(row.archived),
            version=row.version,
        )
        for row in rows
    )


@command(requires=Permission.AGENCY_WRITE, scope=Scope.WHOLE_SCHOOL, audit="agency.saved")
def save_agency(unit: Unit, line: AgencyLine) -> int:
    """Save an agency (`version` 0: a new one) and return its version.

    Raises:
        ValidationFailed: a value its field refuses, or a name that stands in the directory already.
        Conflict: somebody changed it meanwhile.
    """
    values = {name: value.strip() if isinstance(value, str) else value for name, value in asdict(line).items()}
    values["kind"] = line.kind
    if problems := AGENCY.problems(values, only=_NAMES):
        raise ValidationFailed(problems)
    twin = unit.db.scalar(select(Agency.id).where(Agency.name == values["name"], Agency.id != line.id))
    if twin is not None:
        raise ValidationFailed({"name": _("This agency stands in the directory already.")})
    agency = Agency(id=line.id) if not line.version else unit.editable(Agency, line.id, line.version)
    for name in _NAMES:
        setattr(agency, name, values[name] or None)
    unit.db.add(agency)
    unit.concerns("agency", agency.id)
    unit.db.flush()
    return agency.version
