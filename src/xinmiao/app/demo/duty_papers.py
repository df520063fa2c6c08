"""The papers of duty that the demo leaves: the week for the door, the roster of the term."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from xinmiao.app.workspace import Workspace
from xinmiao.documents.paper import Paper
from xinmiao.features.duty import operations as duty
from xinmiao.features.duty.prints import door_paper, term_paper
from xinmiao.kernel.school_days import monday_of
from xinmiao.kernel.texts import tr

_SPAN = timedelta(days=60)


def _door(workspace: Workspace) -> Paper:
    monday = monday_of(datetime.now(UTC).astimezone().date())
    bound = duty.collect_door_print.bind(monday)
    return door_paper(workspace.run(bound).value, purpose=tr("Hangs on the door"))


def _term(workspace: Workspace) -> Paper:
    monday = monday_of(datetime.now(UTC).astimezone().date())
    bound = duty.collect_term_print.bind(monday, monday + _SPAN)
    return term_paper(workspace.run(bound).value, purpose=tr("Kept in the room"))


DUTY_PAPERS: tuple[tuple[str, Callable[[Workspace], Paper]], ...] = (("duty-door", _door), ("duty-term", _term))
