"""Promotions and reshufflings as they were made, and taking the last of them back as one step."""

from __future__ import annotations

from sqlalchemy import select

from xinmiao.features.roster.model import ClassStay, ClassYear, RosterAct, SchoolClass, Student, StudentMove
from xinmiao.features.roster.operations.placing import put_back
from xinmiao.features.roster.records import ActKind, ActLine, StudentStatus
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import RuleBroken
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.vault.earlier import portions
from xinmiao.vault.unit import Unit

_LISTED = 12
_NAMED = 5


class ActUndoRefused(RuleBroken):
    """Something came after the act that would be lost with it."""

    code = "E-ACT-UNDO"
    default_message = _("This step cannot be undone any more.")
    default_next_step = _("Nothing was touched. Correct single students by hand, or undo the later change first.")


@query(requires=Permission.STUDENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("days and counts"))
def list_acts(unit: Unit) -> tuple[ActLine, ...]:
    """Return the last promotions and reshufflings, the newest first."""
    rows = unit.db.scalars(select(RosterAct).order_by(RosterAct.created_at.desc(), RosterAct.id.desc()).limit(_LISTED))
    found = rows.all()
    last = next((row.id for row in found if row.undone_at is None), "")
    return tuple(
        ActLine(
            row.id,
            row.kind,
            row.school_year,
            row.happened_on,
            row.students,
            row.classes,
            row.created_at,
            row.undone_at,
            row.id == last,
        )
        for row in found
    )


@command(requires=Permission.STUDENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="school_year.act_undone")
def undo_act(unit: Unit, act_id: str) -> None:
    """Put everything back that a promotion or reshuffling did.

    Raises:
        ActUndoRefused: it was undone already, is not the last one, or students or classes were changed since.
    """
    act = unit.get(RosterAct, act_id)
    unit.concerns("roster_act", act_id)
    if act.undone_at is not None:
        raise ActUndoRefused(_("This step was undone already."), _("Open the list of steps again."))
    later = select(RosterAct.id).where(RosterAct.created_at > act.created_at, RosterAct.undone_at.is_(None))
    if unit.db.scalar(later.limit(1)) is not None:
        raise ActUndoRefused(_("Another step was made after this one."), _("Undo the later step first."))
    undoing = _Undoing(unit, act)
    undoing.check()
    undoing.put_back()
    act.undone_at = unit.clock.now()


class _Undoing:
    """What one act wrote, with the students and classes as they are now."""

    def __init__(self, unit: Unit, act: RosterAct) -> None:
        self._unit, self._act = unit, act
        self._stays = {
            row.student_id: row for row in unit.db.scalars(select(ClassStay).where(ClassStay.act_id == act.id))
        }
        self._moves = {
            row.student_id: row for row in unit.db.scalars(select(StudentMove).where(StudentMove.act_id == act.id))
        }
        self._years = unit.db.scalars(select(ClassYear).where(ClassYear.act_id == act.id)).all()
        self._classes = {row.id: row for row in unit.db.scalars(select(SchoolClass))}
        self._added = frozenset(filter(None, (act.classes_added or "").split(",")))
        ids = self._stays.keys() | self._moves.keys()
        self._students = {
            student.id: student
            for some in portions(ids)
            for student in unit.db.scalars(select(Student).where(Student.id.in_(some)))
        }

    def check(self) -> None:
        """Refuse when something came after the act that would be lost."""
        touched = [student for student in self._students.values() if self._was_changed(student)]
        self._refuse([student.name for student in touched], _("Of {names} something was recorded since."))
        newcomers = self._unit.db.scalars(select(Student).where(Student.class_id.in_(self._added)))
        strangers = [student.name for student in newcomers if student.id not in self._students]
        self._refuse(strangers, _("{names} came into a class that this step added."))
        self._refuse(
            self._clashing(), _("There would be two classes called {names}, because new ones were added since.")
        )

    def put_back(self) -> None:
        """Let students and classes be as they were before the act."""
        for student_id, stay in self._stays.items():
            put_back(self._unit, self._students[student_id], stay)
        for student_id, move in self._moves.items():
            student = self._students[student_id]
            student.status, student.status_since = move.status_before, move.since_before
            self._unit.db.delete(move)
        for year in self._years:
            row = self._classes[year.class_id]
            row.grade, row.label_text, row.archived = year.grade, year.label_text, False
            self._unit.db.delete(year)
        for class_id in self._added:
            self._unit.db.delete(self._classes[class_id])

    def _was_changed(self, student: Student) -> bool:
        """Return whether status or class are not what the act left behind."""
        day = self._act.happened_on
        if student.id in self._moves:
            move = self._moves[student.id]
            left = student.status is StudentStatus.GRADUATED and student.status_since == day
            return not left or move.version > 1 or move.taken_back_at is not None
        return student.class_since != day or student.class_id == self._stays[student.id].class_id

    def _clashing(self) -> list[str]:
        """Return labels that two classes would have afterwards."""
        if self._act.kind is not ActKind.PROMOTION:
            return []
        back = {year.class_id: year.label_text or "" for year in self._years}
        staying = {
            row.label_text or ""
            for row in self._classes.values()
            if row.id not in back and row.id not in self._added and not row.archived
        }
        return sorted(staying & set(back.values()))

    @staticmethod
    def _refuse(names: list[str], message: Text) -> None:
        if names:
            words = tr(", ").join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
            raise ActUndoRefused(message.format(names=words))
