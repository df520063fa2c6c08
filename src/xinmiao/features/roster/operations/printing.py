"""What the head of a printed list says, and the entry in the trail that one was printed."""

from __future__ import annotations

from xinmiao.features.roster.records import PrintHead
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import query
from xinmiao.kernel.records import DataFile
from xinmiao.vault import paper_anchor
from xinmiao.vault.unit import Unit


@query(requires=Permission.STUDENT_PRINT, scope=Scope.VISIBLE_STUDENTS, audit="student_list.printed")
def head_of_list(unit: Unit) -> PrintHead:
    """Return school, person and moment for the head of a list that is about to be printed."""
    anchor = paper_anchor.code_for(unit, DataFile.SCHOOL)
    return PrintHead(unit.custody.vault.school_name, unit.actor.label, unit.clock.now(), anchor)
