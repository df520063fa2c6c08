"""The papers of a counselling group that the demo leaves beside its pictures."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from xinmiao.app.workspace import Workspace
from xinmiao.documents.paper import Paper
from xinmiao.features.group_counselling import operations as groups
from xinmiao.features.group_counselling.prints import attendance_paper, meeting_paper, plan_paper
from xinmiao.features.group_counselling.records import GroupPrint
from xinmiao.kernel.texts import tr


def _collected(workspace: Workspace) -> GroupPrint:
    group = workspace.run(groups.list_groups.bind()).value[0]
    meeting = workspace.run(groups.get_group.bind(group.id)).value.meetings[0]
    return workspace.run(groups.collect_group_print.bind(group.id, meeting.id)).value


def _plan(workspace: Workspace) -> Paper:
    return plan_paper(_collected(workspace), purpose=tr("Kept in the room"))


def _meeting(workspace: Workspace) -> Paper:
    return meeting_paper(_collected(workspace), purpose=tr("Kept in the room"))


def _attendance(workspace: Workspace, *, blank: bool) -> Paper:
    return attendance_paper(_collected(workspace), purpose=tr("Kept in the room"), blank=blank)


GROUP_PAPERS: tuple[tuple[str, Callable[[Workspace], Paper]], ...] = (
    ("group-plan", _plan),
    ("group-meeting", _meeting),
    ("group-attendance", partial(_attendance, blank=False)),
    ("group-attendance-form", partial(_attendance, blank=True)),
)
