"""The papers of the letter box and of feedback slips that the demo leaves."""

from __future__ import annotations

from collections.abc import Callable

from xinmiao.app.workspace import Workspace
from xinmiao.documents.paper import Paper
from xinmiao.features.feedback_slips import operations as slips
from xinmiao.features.feedback_slips import prints as slip_prints
from xinmiao.features.feedback_slips.records import SlipState
from xinmiao.features.letter_box import operations as letters
from xinmiao.features.letter_box import prints as letter_prints
from xinmiao.features.letter_box.records import AnswerWay
from xinmiao.features.roster import operations as roster
from xinmiao.kernel.texts import tr


def _reply(workspace: Workspace) -> Paper:
    found = workspace.run(letters.list_letters.bind()).value
    answered = next(view for view in found if view.answered_how is AnswerWay.LETTER)
    return letter_prints.reply_paper(workspace.run(letters.collect_reply_print.bind(answered.id)).value)


def _notice(workspace: Workspace) -> Paper:
    return letter_prints.notice_paper(workspace.run(letters.collect_notice_print.bind()).value)


def _label(workspace: Workspace) -> Paper:
    return letter_prints.label_paper(workspace.run(letters.collect_box_print.bind()).value)


def _codes(workspace: Workspace) -> Paper:
    return letter_prints.codes_paper(workspace.run(letters.collect_box_print.bind()).value)


def _letters(workspace: Workspace) -> Paper:
    return letter_prints.list_paper(workspace.run(letters.collect_letter_list.bind()).value)


def _slip(state: SlipState, workspace: Workspace) -> Paper:
    found = workspace.run(slips.list_slips.bind()).value
    one = next(view for view in found if view.state is state and view.word.background)
    print_ = workspace.run(slips.collect_slip_print.bind(one.id)).value
    return slip_prints.slip_paper(print_, purpose=tr("Given to the teacher"))


def _form(workspace: Workspace) -> Paper:
    first = workspace.run(roster.list_classes.bind()).value[0]
    return slip_prints.slip_paper(workspace.run(slips.collect_slip_form.bind(first.id)).value, purpose="")


def _open(workspace: Workspace) -> Paper:
    return slip_prints.open_list_paper(workspace.run(slips.collect_open_slips.bind()).value)


LETTER_PAPERS: tuple[tuple[str, Callable[[Workspace], Paper]], ...] = (
    ("letter-in-return", _reply),
    ("letter-notice", _notice),
    ("letter-box-label", _label),
    ("letter-code-slips", _codes),
    ("letter-list", _letters),
    ("feedback-slip", lambda workspace: _slip(SlipState.ANSWERED, workspace)),
    ("feedback-slip-filled", lambda workspace: _slip(SlipState.REPORTED, workspace)),
    ("feedback-slip-form", _form),
    ("open-feedback-slips", _open),
)
