"""The features of the program, in the order of the navigation. Adding one is adding a line here."""

from __future__ import annotations

from typing import Any

from xinmiao.features.accounts.feature import FEATURE as ACCOUNTS
from xinmiao.features.appointments.feature import FEATURE as APPOINTMENTS
from xinmiao.features.attachments.feature import FEATURE as ATTACHMENTS
from xinmiao.features.audit_trail.feature import FEATURE as AUDIT_TRAIL
from xinmiao.features.batch_printing.feature import FEATURE as BATCH_PRINTING
from xinmiao.features.casework.feature import FEATURE as CASEWORK
from xinmiao.features.consents.feature import FEATURE as CONSENTS
from xinmiao.features.contact_cards.feature import FEATURE as CONTACT_CARDS
from xinmiao.features.counselling_hours.feature import FEATURE as COUNSELLING_HOURS
from xinmiao.features.data_care.feature import FEATURE as DATA_CARE
from xinmiao.features.duty.feature import FEATURE as DUTY
from xinmiao.features.feedback_slips.feature import FEATURE as FEEDBACK_SLIPS
from xinmiao.features.file_access.feature import FEATURE as FILE_ACCESS
from xinmiao.features.group_counselling.feature import FEATURE as GROUP_COUNSELLING
from xinmiao.features.growth_files.feature import FEATURE as GROWTH_FILES
from xinmiao.features.inbox.feature import FEATURE as INBOX
from xinmiao.features.letter_box.feature import FEATURE as LETTER_BOX
from xinmiao.features.light_plans.feature import FEATURE as LIGHT_PLANS
from xinmiao.features.plans.feature import FEATURE as PLANS
from xinmiao.features.referrals.feature import FEATURE as REFERRALS
from xinmiao.features.room_counts.feature import FEATURE as ROOM_COUNTS
from xinmiao.features.roster.feature import FEATURE as ROSTER
from xinmiao.features.school_calendar.feature import FEATURE as SCHOOL_CALENDAR
from xinmiao.features.school_year.feature import FEATURE as SCHOOL_YEAR
from xinmiao.features.secrecy_exceptions.feature import FEATURE as SECRECY_EXCEPTIONS
from xinmiao.features.settings.feature import FEATURE as SETTINGS
from xinmiao.features.staff.feature import FEATURE as STAFF
from xinmiao.features.today.feature import FEATURE as TODAY
from xinmiao.features.word_list.feature import FEATURE as WORD_LIST
from xinmiao.kernel.feature import Feature
from xinmiao.kernel.operations import Operation

FEATURES: tuple[Feature, ...] = (
    TODAY,
    ROSTER,
    STAFF,
    SCHOOL_YEAR,
    SCHOOL_CALENDAR,
    APPOINTMENTS,
    DUTY,
    CONTACT_CARDS,
    GROWTH_FILES,
    PLANS,
    LIGHT_PLANS,
    BATCH_PRINTING,
    CASEWORK,
    GROUP_COUNSELLING,
    LETTER_BOX,
    FEEDBACK_SLIPS,
    REFERRALS,
    CONSENTS,
    SECRECY_EXCEPTIONS,
    FILE_ACCESS,
    COUNSELLING_HOURS,
    ROOM_COUNTS,
    ATTACHMENTS,
    INBOX,
    ACCOUNTS,
    DATA_CARE,
    AUDIT_TRAIL,
    WORD_LIST,
    SETTINGS,
)


def all_operations() -> tuple[Operation[..., Any], ...]:
    """Return every declared operation."""
    return tuple(operation for feature in FEATURES for operation in feature.operations)
