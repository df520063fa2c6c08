"""最小告知单: which part of what is known each receiver's role needs. Nothing else can get onto a slip.

THE table. A slip is made only by going through a role's row; a part that is not named there is not asked for, not
kept and not printed.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from xinmiao.features.roster.records import STUDENT, StudentLine
from xinmiao.features.secrecy_exceptions.records import (
    SECRECY_EXCEPTION,
    ExceptionForm,
    ExceptionGround,
    ReceiverRole,
    Slip,
    SlipLine,
)
from xinmiao.kernel.access import Role
from xinmiao.kernel.display import show_date
from xinmiao.kernel.help_lines import HELP_LINES
from xinmiao.kernel.texts import Text, _, tr


class Part(StrEnum):
    """A part a slip can have. Typed ones are called as their field."""

    STUDENT = "student"
    SEX = "sex"
    GROUND = "ground"
    OBSERVED = "observed"
    RISK = "risk"
    WATCH = "watch"
    DO = "do"
    DO_NOT = "do_not"
    ARRANGEMENT = "arrangement"
    UNTIL = "until"
    ASK = "ask"
    HELP_LINES = "help_lines"


_P, _R = Part, ReceiverRole
PARTS: dict[ReceiverRole, tuple[Part, ...]] = {
    _R.CLASS_TEACHER: (_P.STUDENT, _P.WATCH, _P.DO, _P.DO_NOT, _P.UNTIL, _P.ASK),
    _R.MENTOR: (_P.STUDENT, _P.DO, _P.DO_NOT, _P.UNTIL, _P.ASK),
    _R.DORM_KEEPER: (_P.STUDENT, _P.WATCH, _P.DO, _P.UNTIL, _P.ASK),
    _R.SCHOOL_DOCTOR: (_P.STUDENT, _P.WATCH, _P.DO, _P.ASK),
    _R.GRADE_HEAD: (_P.STUDENT, _P.ARRANGEMENT, _P.UNTIL, _P.ASK),
    _R.MORAL_OFFICE: (_P.STUDENT, _P.ARRANGEMENT, _P.UNTIL, _P.ASK),
    _R.PRINCIPAL: (_P.STUDENT, _P.GROUND, _P.ARRANGEMENT, _P.ASK),
    _R.GUARDIAN: (_P.STUDENT, _P.OBSERVED, _P.RISK, _P.DO, _P.DO_NOT, _P.ASK, _P.HELP_LINES),
    _R.HOSPITAL: (_P.STUDENT, _P.SEX, _P.OBSERVED, _P.RISK, _P.ASK),
    _R.AUTHORITY: (_P.STUDENT, _P.SEX, _P.GROUND, _P.OBSERVED, _P.RISK, _P.ASK),
    _R.OTHER: (_P.STUDENT, _P.DO, _P.ASK),
}
"""What each role needs, in the order of the slip."""
TYPED = (_P.OBSERVED, _P.RISK, _P.WATCH, _P.DO, _P.DO_NOT, _P.ARRANGEMENT, _P.UNTIL, _P.ASK)
"""Parts that are typed; the others are known."""
ACCOUNT_ROLES: dict[ReceiverRole, Role] = {
    _R.CLASS_TEACHER: Role.CLASS_TEACHER,
    _R.MENTOR: Role.CLASS_TEACHER,
    _R.GRADE_HEAD: Role.GRADE_HEAD,
    _R.MORAL_OFFICE: Role.MORAL_OFFICE,
    _R.PRINCIPAL: Role.PRINCIPAL,
}
"""Which accounts a slip of a role can be sent to; the other roles have none."""
_HEADS: dict[Part, Text] = {
    _P.STUDENT: _("Student"),
    _P.SEX: _("Sex"),
    _P.GROUND: _("Ground"),
    _P.HELP_LINES: _("Help lines"),
}


def typed_parts(role: ReceiverRole) -> tuple[str, ...]:
    """Return the names of the fields that are asked for a role, in the order of its slip."""
    return tuple(part.value for part in PARTS[role] if part in TYPED)


def slip_of(form: ExceptionForm, student: StudentLine) -> Slip:
    """Return the slip of a role: only its parts, and only those that say something."""
    lines = (SlipLine(_head(part), words) for part in PARTS[form.role] if (words := _WORDS[part](form, student)))
    return Slip(form.role, form.receiver, show_date(form.told_on), tuple(lines))


def _head(part: Part) -> str:
    return str(_HEADS[part] if part in _HEADS else SECRECY_EXCEPTION.field(part.value).label)


def _typed(part: Part) -> Callable[[ExceptionForm, StudentLine], str]:
    def words(form: ExceptionForm, _student: StudentLine) -> str:
        return str(getattr(form, part.value)).strip()

    return words


def _who(_form: ExceptionForm, student: StudentLine) -> str:
    return tr(" · ").join(part for part in (student.name, student.class_label) if part)


def _sex(_form: ExceptionForm, student: StudentLine) -> str:
    return STUDENT.sex.show(student.sex)


def _ground(form: ExceptionForm, _student: StudentLine) -> str:
    """Return the ground; its words only where they name a paper, never what happened."""
    shown = SECRECY_EXCEPTION.ground.show(form.ground)
    named = form.ground_words.strip() if form.ground is ExceptionGround.LAW else ""
    return tr(" · ").join(part for part in (shown, named) if part)


def _lines(_form: ExceptionForm, _student: StudentLine) -> str:
    return str(HELP_LINES)


_WORDS: dict[Part, Callable[[ExceptionForm, StudentLine], str]] = {
    **{part: _typed(part) for part in TYPED},
    _P.STUDENT: _who,
    _P.SEX: _sex,
    _P.GROUND: _ground,
    _P.HELP_LINES: _lines,
}
