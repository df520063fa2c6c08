"""What the head of a printed list says, and the entry in the trail that one was printed."""

from __future__ import annotations

from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import command
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.records import DataFile
from xinmiao.vault import paper_anchor
from xinmiao.vault.unit import Unit


@command(requires=Permission.STUDENT_PRINT, scope=Scope.VISIBLE_STUDENTS, audit="student_list.printed")
def head_of_list(unit: Unit) -> PaperHead:
    """Return the head of a list that is about to be printed; each asking is recorded as a print."""
    return paper_anchor.head_for(unit, DataFile.SCHOOL)
