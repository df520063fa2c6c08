"""A request for a student's file, for tests: registered, approved, accepted by running operations."""

from __future__ import annotations

from datetime import date
from typing import Any

from schools import COUNSELLOR, School
from xinmiao.features.file_access import operations as files
from xinmiao.features.file_access.records import (
    AccessForm,
    AccessView,
    AgeGroup,
    Approval,
    HoldView,
    Manner,
    Opinion,
    Relation,
)
from xinmiao.kernel.access import Actor

ASKED_ON = date(2026, 11, 20)
PARENT: dict[str, Any] = {
    "relation": Relation.GUARDIAN,
    "applicant": "王建国",
    "id_document": "居民身份证 尾号 0017",
    "asked_on": ASKED_ON,
    "ground": "想了解孩子这学期的情况。",
    "scope": "本学期辅导的大致情况",
    "wanted": Manner.SUMMARY,
}
POLICE: dict[str, Any] = {
    "relation": Relation.POLICE,
    "applicant": "虚构县公安局",
    "letter": "调取证据通知书 虚公调字〔2026〕15号",
    "officer_1": "甲警官 099001",
    "officer_2": "乙警官 099002",
    "asked_on": ASKED_ON,
    "ground": "办理案件需要。",
    "scope": "2026年9月以来的辅导次数和日期",
    "wanted": Manner.COPY,
}
OPINION: dict[str, Any] = {"opinion": Opinion.AGREES, "opinion_on": ASKED_ON, "opinion_by": "周老师"}
APPROVAL: dict[str, Any] = {
    "approval": Approval.APPROVED,
    "approver_name": "张校长",
    "approved_on": date(2026, 11, 23),
    "approval_place": "2-05-31",
}


def registered(school: School, student: str, access_id: str = "access-1", **changes: Any) -> AccessView:
    """Register a parent's request."""
    form = AccessForm(access_id, None, {**PARENT, **changes}, student)
    school.run(files.save_request.bind(form))
    return view_of(school, access_id)


def view_of(school: School, access_id: str = "access-1") -> AccessView:
    """Return a request as it stands."""
    return school.run(files.get_access.bind(access_id))[0]


def hold_of(school: School, access_id: str = "access-1", actor: Actor = COUNSELLOR) -> HoldView:
    """Return the preservation of a request."""
    hold = school.run(files.get_access.bind(access_id), actor)[1]
    assert hold is not None
    return hold


def form_of(school: School, values: dict[str, Any], access_id: str = "access-1") -> AccessForm:
    """Return a part of a request as it stands now."""
    return AccessForm(access_id, view_of(school, access_id).version, values)


def accepted(school: School, student: str, access_id: str = "access-1", **changes: Any) -> HoldView:
    """Register, ask the student, have it signed on paper, accept; return the preservation."""
    registered(school, student, access_id, **changes)
    told = {**OPINION, "age_group": AgeGroup.FROM_14}
    school.run(files.record_opinion.bind(form_of(school, told, access_id)))
    school.run(files.record_paper_approval.bind(form_of(school, APPROVAL, access_id)))
    school.run(files.accept_access.bind(form_of(school, {"decided_on": date(2026, 11, 23)}, access_id)))
    return hold_of(school, access_id)
