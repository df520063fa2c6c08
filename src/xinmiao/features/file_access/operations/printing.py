"""What the papers of a request are made of; each asking is recorded as a print."""

from __future__ import annotations

from xinmiao.features.file_access.operations.asking import get_access
from xinmiao.features.file_access.records import AccessPaper, AccessPrint, AccessState
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import RuleBroken
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.texts import _
from xinmiao.vault import paper_anchor
from xinmiao.vault.unit import Unit


@command(requires=Permission.FILE_ACCESS_READ, scope=Scope.WHOLE_SCHOOL, audit="file_access.printed")
def collect_access_print(unit: Unit, access_id: str, paper: AccessPaper) -> AccessPrint:
    """Return what a paper of a request is made of.

    Raises:
        NotFound: no such request.
        RuleBroken: no summary is written, or nothing was refused.
    """
    view, _hold = unit.run(get_access.bind(access_id))
    unit.concerns("student", view.student.id)
    unit.concerns("file_access", view.id)
    unit.remark(paper=paper.value)
    if paper is AccessPaper.SUMMARY and not view.summary:
        raise RuleBroken(_("No summary is written yet."), _("Write the summary first; it is printed and handed over."))
    if paper is AccessPaper.REFUSAL and view.state is not AccessState.REFUSED:
        raise RuleBroken(_("This request was not refused."), _("Refuse it first, with the words to the applicant."))
    return AccessPrint(view, paper_anchor.head_for(unit, DataFile.COUNSELLING))


@query(
    requires=Permission.FILE_ACCESS_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("an empty form to be filled in by hand; holds no student"),
)
def collect_access_form(unit: Unit) -> AccessPrint:
    """Return what the empty form is made of."""
    return AccessPrint(None, paper_anchor.head_for(unit, DataFile.COUNSELLING))
