"""What operations on restricted cases take and return; nothing of what is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xinmiao.features.casework.records.cases import CaseSource


@dataclass(frozen=True)
class Restriction:
    """Whether a case is restricted, and to whom; pairs are account and label."""

    case_id: str
    number: str
    is_restricted: bool
    is_open: bool
    """Whether the account that asked can read the case."""
    is_own: bool
    counsellor_name: str
    of_staff: bool
    named: tuple[tuple[str, str], ...]
    can_be_named: tuple[tuple[str, str], ...]
    version: int


@dataclass(frozen=True)
class StaffOpening:
    """What is needed to open a staff member's case; without accounts only the acting one is named."""

    case_id: str
    name: str
    source: CaseSource
    presenting_problems: tuple[str, ...]
    opened_on: date | None = None
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True)
class StaffCount:
    """教师咨询: how many staff members have a case, and how many talks were held."""

    cases: int
    talks: int
