"""The papers of referrals that the demo leaves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from xinmiao.app.workspace import Workspace
from xinmiao.documents.paper import Paper
from xinmiao.features.referrals import operations as referrals
from xinmiao.features.referrals.prints import internal_paper, open_list_paper, out_paper
from xinmiao.features.referrals.records import OutPaper, OutState
from xinmiao.features.roster import operations as roster
from xinmiao.kernel.texts import tr


def _filled(workspace: Workspace) -> Paper:
    first = workspace.run(referrals.list_internal_referrals.bind()).value[0]
    bound = referrals.collect_internal_print.bind(first.id)
    return internal_paper(workspace.run(bound).value, purpose=tr("Kept in the growth file"))


def _form(workspace: Workspace) -> Paper:
    first = workspace.run(roster.list_classes.bind()).value[0]
    return internal_paper(workspace.run(referrals.collect_referral_form.bind(first.id)).value, purpose="")


def _out(kind: OutPaper, workspace: Workspace) -> Paper:
    lines = workspace.run(referrals.list_referrals_out.bind()).value
    wanted = OutState.REFUSED if kind is OutPaper.REFUSAL else OutState.ADVISED
    referral = next(line for line in lines if line.state is wanted)
    print_ = workspace.run(referrals.collect_out_print.bind(referral.id, kind)).value
    return out_paper(print_, kind, purpose=tr("To be signed by the guardian"))


def _open(workspace: Workspace) -> Paper:
    return open_list_paper(workspace.run(referrals.collect_open_referrals.bind()).value)


REFERRAL_PAPERS: tuple[tuple[str, Callable[[Workspace], Paper]], ...] = (
    ("internal-referral", _filled),
    ("internal-referral-form", _form),
    ("referral-advice", partial(_out, OutPaper.ADVICE)),
    ("referral-refusal", partial(_out, OutPaper.REFUSAL)),
    ("referral-answer-form", partial(_out, OutPaper.ANSWER)),
    ("open-referrals", _open),
)
