"""The papers of file access and of the 6-hour meter that the demo leaves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from xinmiao.app.workspace import Workspace
from xinmiao.documents.paper import Paper
from xinmiao.features.counselling_hours import operations as counselling_hours
from xinmiao.features.counselling_hours.prints import meter_paper
from xinmiao.features.file_access import operations as files
from xinmiao.features.file_access.prints import access_paper
from xinmiao.features.file_access.records import AccessPaper, AccessState
from xinmiao.kernel.texts import tr

_STATES = {
    AccessPaper.REGISTER: AccessState.CLOSED,
    AccessPaper.SUMMARY: AccessState.CLOSED,
    AccessPaper.REFUSAL: AccessState.REFUSED,
}


def _access(kind: AccessPaper, workspace: Workspace) -> Paper:
    views = workspace.run(files.list_accesses.bind()).value
    access = next(view for view in views if view.state is _STATES[kind])
    print_ = workspace.run(files.collect_access_print.bind(access.id, kind)).value
    return access_paper(print_, kind, purpose=tr("Handed to the applicant"))


def _form(workspace: Workspace) -> Paper:
    print_ = workspace.run(files.collect_access_form.bind()).value
    return access_paper(print_, AccessPaper.REGISTER, purpose="")


def _meter(workspace: Workspace) -> Paper:
    return meter_paper(workspace.run(counselling_hours.collect_meter_print.bind()).value)


FILE_ACCESS_PAPERS: tuple[tuple[str, Callable[[Workspace], Paper]], ...] = (
    ("file-access-register", partial(_access, AccessPaper.REGISTER)),
    ("file-access-summary", partial(_access, AccessPaper.SUMMARY)),
    ("file-access-refusal", partial(_access, AccessPaper.REFUSAL)),
    ("file-access-form", _form),
    ("counselling-hours", _meter),
)
