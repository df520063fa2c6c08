"""What can be done with consents: the only door to them."""

from __future__ import annotations

from xinmiao.features.consents.operations.asking import (
    consent_chapter,
    consent_tasks,
    consent_timeline_entries,
    get_student_consents,
    has_consent,
    list_consents,
    list_without_consent,
)
from xinmiao.features.consents.operations.collecting import collect_consents, get_class_sheet, take_in_collection
from xinmiao.features.consents.operations.coverage import consent_coverage
from xinmiao.features.consents.operations.own import get_own_sheet, send_collection
from xinmiao.features.consents.operations.printing import (
    collect_blank_form,
    collect_counselling_form,
    collect_missing_list,
    collect_screening_form,
)
from xinmiao.features.consents.operations.writing import save_consent, withdraw_consent
from xinmiao.features.consents.operations.year_step import consent_step

__all__ = [
    "collect_blank_form",
    "collect_consents",
    "collect_counselling_form",
    "collect_missing_list",
    "collect_screening_form",
    "consent_chapter",
    "consent_coverage",
    "consent_step",
    "consent_tasks",
    "consent_timeline_entries",
    "get_class_sheet",
    "get_own_sheet",
    "get_student_consents",
    "has_consent",
    "list_consents",
    "list_without_consent",
    "save_consent",
    "send_collection",
    "take_in_collection",
    "withdraw_consent",
]
