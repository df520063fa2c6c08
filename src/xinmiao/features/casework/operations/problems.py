"""The school's own list of presenting problems: adding, renaming, retiring; what was used keeps its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import select

from xinmiao.features.casework.model import Case, ProblemCode
from xinmiao.features.casework.records import PROBLEM_CODE, CodeState, ProblemLine
from xinmiao.features.casework.rules import problems as problem_rules
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit


@query(requires=Permission.CASE_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a list of words, nobody’s"))
def list_problems(unit: Unit, *, counted: bool = False) -> tuple[ProblemLine, ...]:
    """Return every code there ever was, those in use first; with `counted`, how many cases carry each."""
    return problem_rules.catalogue(_rows(unit), _uses(unit) if counted else {})


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="problem_code.added")
def add_problem(unit: Unit, words: str) -> str:
    """Add a code of the school's own; return it.

    Raises:
        ValidationFailed: no name, too long, or one that is in use.
        RuleBroken: the list is full.
    """
    lines = problem_rules.catalogue(_rows(unit))
    name = _checked(words, lines)
    if obstacle := problem_rules.adding_obstacle(lines):
        raise RuleBroken(*obstacle)
    code = problem_rules.next_code("own", [line.code for line in lines])
    _add(unit, ProblemCode(code=code, stem=code, words=name, state=CodeState.IN_USE))
    return code


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="problem_code.renamed")
def rename_problem(unit: Unit, code: str, words: str) -> str:
    """Give a code another name for new cases; old cases keep the old one. Return the code that is chosen from now on.

    Raises:
        NotFound: no such code.
        ValidationFailed: no name, too long, or one that is in use.
        RuleBroken: it is not in use.
    """
    lines = problem_rules.catalogue(_rows(unit))
    line = _in_use(lines, code)
    name = _checked(words, lines)
    _set_state(unit, line, CodeState.RENAMED)
    fresh = problem_rules.next_code(line.stem, [other.code for other in lines])
    _add(unit, ProblemCode(code=fresh, stem=line.stem, words=name, state=CodeState.IN_USE))
    return fresh


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="problem_code.retired")
def retire_problem(unit: Unit, code: str) -> None:
    """Offer a code no longer; cases that carry it keep it.

    Raises:
        NotFound: no such code.
        RuleBroken: it is not in use, or it is the last one.
    """
    lines = problem_rules.catalogue(_rows(unit))
    line = _in_use(lines, code)
    if sum(other.state is CodeState.IN_USE for other in lines) == 1:
        raise RuleBroken(_("This is the last one in use."), _("Add another one first."))
    _set_state(unit, line, CodeState.RETIRED)


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="problem_code.restored")
def restore_problem(unit: Unit, code: str) -> None:
    """Offer a retired code again.

    Raises:
        NotFound: no such code.
        RuleBroken: it is in use, was renamed, or its name is taken by now.
    """
    lines = problem_rules.catalogue(_rows(unit))
    line = next((line for line in lines if line.code == code), None)
    if line is None:
        raise NotFound
    if obstacle := problem_rules.restoring_obstacle(line, lines):
        raise RuleBroken(*obstacle)
    _set_state(unit, line, CodeState.IN_USE)


def can_be_chosen(unit: Unit, codes: Iterable[str]) -> bool:
    """Return whether all codes are in use."""
    in_use = {line.code for line in problem_rules.catalogue(_rows(unit)) if line.state is CodeState.IN_USE}
    return in_use.issuperset(codes)


def in_list_order(unit: Unit, codes: Iterable[str]) -> tuple[str, ...]:
    """Return codes in the order of the list, each once."""
    chosen = set(codes)
    return tuple(line.code for line in problem_rules.catalogue(_rows(unit)) if line.code in chosen)


def _rows(unit: Unit) -> tuple[ProblemLine, ...]:
    return tuple(
        ProblemLine(row.code, row.stem, row.words or "", row.state, row.code in problem_rules.BUILT_IN)
        for row in unit.db.scalars(select(ProblemCode).order_by(ProblemCode.id))
    )


def _uses(unit: Unit) -> Counter[str]:
    return Counter(code for codes in unit.db.scalars(select(Case.presenting_problems)) for code in codes)


def _checked(words: str, lines: tuple[ProblemLine, ...]) -> str:
    name = " ".join(words.split())
    problem = _("Please fill this in.") if not name else PROBLEM_CODE.words.problem(name)
    if problem is None and any(str(line.words) == name and line.state is CodeState.IN_USE for line in lines):
        problem = _("There is one of this name already.")
    if problem is not None:
        raise ValidationFailed({"words": problem})
    return name


def _in_use(lines: tuple[ProblemLine, ...], code: str) -> ProblemLine:
    line = next((line for line in lines if line.code == code), None)
    if line is None:
        raise NotFound
    if line.state is not CodeState.IN_USE:
        raise RuleBroken(_("This one is no longer offered."), _("Offer it again first."))
    return line


def _set_state(unit: Unit, line: ProblemLine, state: CodeState) -> None:
    row = unit.db.scalar(select(ProblemCode).where(ProblemCode.code == line.code))
    if row is None:
        _add(unit, ProblemCode(code=line.code, stem=line.stem, words=None, state=state))
    else:
        row.state = state
        unit.concerns("problem_code", row.id)


def _add(unit: Unit, row: ProblemCode) -> None:
    row.id = unit.ids.new()
    unit.db.add(row)
    unit.concerns("problem_code", row.id)
