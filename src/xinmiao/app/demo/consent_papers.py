"""The papers of consents and minimal slips that the demo leaves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from xinmiao.app.workspace import Workspace
from xinmiao.documents.paper import Paper
from xinmiao.features.consents import operations as consents
from xinmiao.features.consents.prints import form_paper, missing_paper
from xinmiao.features.consents.records import ConsentKind, Party
from xinmiao.features.roster import operations as roster
from xinmiao.features.secrecy_exceptions import operations as exceptions
from xinmiao.features.secrecy_exceptions.prints import slip_paper
from xinmiao.features.secrecy_exceptions.records import ReceiverRole


def _form(kind: ConsentKind, workspace: Workspace) -> Paper:
    first = workspace.run(roster.list_classes.bind()).value[0]
    return form_paper(workspace.run(consents.collect_blank_form.bind(kind, first.id)).value)


def _missing(workspace: Workspace) -> Paper:
    second = workspace.run(roster.list_classes.bind()).value[1]
    both = (Party.GUARDIAN, Party.STUDENT)
    return missing_paper(
        workspace.run(consents.collect_missing_list.bind(second.id, ConsentKind.COUNSELLING, both)).value
    )


def _slip(role: ReceiverRole, workspace: Workspace) -> Paper:
    views = workspace.run(exceptions.list_exceptions.bind()).value
    found = next(view for view in views if view.form.role is role)
    return slip_paper(workspace.run(exceptions.collect_slip_print.bind(found.id)).value)


CONSENT_PAPERS: tuple[tuple[str, Callable[[Workspace], Paper]], ...] = (
    *((f"consent-{kind.value}", partial(_form, kind)) for kind in ConsentKind),
    ("slips-missing", _missing),
    ("slip-class-teacher", partial(_slip, ReceiverRole.CLASS_TEACHER)),
    ("slip-guardian", partial(_slip, ReceiverRole.GUARDIAN)),
)
