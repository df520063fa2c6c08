"""What the papers of feedback slips are made of; each asking for a filled one is recorded as a print."""

from __future__ import annotations

from xinmiao.features.feedback_slips.operations.asking import get_slip, list_slips
from xinmiao.features.feedback_slips.records import OpenSlips, SlipPrint, SlipState
from xinmiao.features.roster.operations import class_teacher_names, list_classes
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.texts import tr
from xinmiao.vault import paper_anchor
from xinmiao.vault.unit import Unit


@command(requires=Permission.FEEDBACK_SLIP_READ, scope=Scope.WHOLE_SCHOOL, audit="feedback_slip.printed")
def collect_slip_print(unit: Unit, slip_id: str) -> SlipPrint:
    """Return what the paper of a slip is made of.

    Raises:
        NotFound: no such slip.
    """
    view = unit.run(get_slip.bind(slip_id))
    unit.concerns("feedback_slip", view.id)
    head = paper_anchor.head_for(unit, DataFile.COUNSELLING)
    return SlipPrint(view, view.student.class_label, view.word.teacher_name, head)


@query(
    requires=Permission.FEEDBACK_SLIP_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("an empty form to be filled in by hand; holds no student"),
)
def collect_slip_form(unit: Unit, class_id: str = "") -> SlipPrint:
    """Return what the empty form is made of, with class and class teacher printed in when one is named."""
    label = next((line.label for line in unit.run(list_classes.bind()) if line.id == class_id), "")
    names = unit.run(class_teacher_names.bind(class_id)) if label else ()
    return SlipPrint(None, label, tr(", ").join(names), paper_anchor.head_for(unit, DataFile.COUNSELLING))


@command(requires=Permission.FEEDBACK_SLIP_READ, scope=Scope.WHOLE_SCHOOL, audit="feedback_slip.list_printed")
def collect_open_slips(unit: Unit) -> OpenSlips:
    """Return what the list of open slips is made of."""
    head = paper_anchor.head_for(unit, DataFile.COUNSELLING)
    slips = unit.run(list_slips.bind())
    return OpenSlips(tuple(view for view in slips if view.state is not SlipState.CLOSED), head)
