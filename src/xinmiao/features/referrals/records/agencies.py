"""The agency directory: hospitals, county centres and help lines, as the school knows them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from xinmiao.kernel.fields import BooleanField, ChoiceField, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _


class AgencyKind(StrEnum):
    """What an agency is."""

    HOSPITAL = "hospital"
    COUNTY_CENTRE = "county_centre"
    HELP_LINE = "help_line"
    OTHER = "other"


class AgencySpec(RecordSpec):
    """One agency; holds no person of the school."""

    record = "agency"
    label = _("Agency")
    file = DataFile.SCHOOL

    name = TextField(label=_("Name of the agency"), max_length=80, required=True)
    kind = ChoiceField(
        label=_("Kind"),
        choices=AgencyKind,
        labels=(
            (AgencyKind.HOSPITAL, _("Hospital")),
            (AgencyKind.COUNTY_CENTRE, _("County centre")),
            (AgencyKind.HELP_LINE, _("Help line")),
            (AgencyKind.OTHER, _("Other agency")),
        ),
        required=True,
    )
    departments = TextField(label=_("Departments"), help=_("Which of them sees young people."), max_length=200)
    phone = TextField(label=_("Telephone"), max_length=60)
    address = TextField(label=_("Address"), max_length=200)
    contact = TextField(label=_("Contact person"), max_length=60)
    hours = TextField(label=_("Hours"), help=_("When young people are seen, and how to register."), max_length=200)
    note = TextField(label=_("Remarks"), max_length=1_000, multiline=True)
    archived = BooleanField(label=_("No longer offered"))


AGENCY = AgencySpec()


@dataclass(frozen=True)
class AgencyLine:
    """An agency as the directory shows it."""

    id: str
    name: str
    kind: AgencyKind
    departments: str = ""
    phone: str = ""
    address: str = ""
    contact: str = ""
    hours: str = ""
    note: str = ""
    archived: bool = False
    version: int = 0
