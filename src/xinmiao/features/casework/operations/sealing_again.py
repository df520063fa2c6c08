"""Restricted cases whose envelopes fit yesterday's keys: found, told, and sealed again by who is named.

After a new recovery sheet, or a new password given by somebody else, a case stays sealed to the earlier key.
Nobody loses it as long as one of the named opens it; he seals it again, by himself at his sign-in
(`app.sealing_again`). A named account that is closed is left out then.
"""

from __future__ import annotations

from sqlalchemy import select

from xinmiao.features.casework.model import Case
from xinmiao.features.casework.operations.restricting import seal_case
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import _
from xinmiao.vault.any_record import sealable_models
from xinmiao.vault.resealing import present_circle, wants_sealing_again
from xinmiao.vault.seal_ledger import find_altered
from xinmiao.vault.unit import Unit


@query(
    requires=Permission.CASE_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("which keys envelopes fit; nothing of what they hold"),
)
def list_stale_cases(unit: Unit) -> tuple[str, ...]:
    """Return the ids of the restricted cases that open for this account and fit replaced keys."""
    restricted = unit.db.scalars(select(Case).where(Case.sealed.is_not(None)).order_by(Case.id))
    return tuple(case.id for case in restricted if wants_sealing_again(unit, case))


@query(
    requires=Permission.CASE_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("compares fingerprints with the trail; nothing of what is sealed"),
)
def count_altered_seals(unit: Unit) -> int:
    """Return how many sealed records hold another envelope than the trail recorded last (`vault.seal_ledger`)."""
    return len(find_altered(unit, sealable_models()))


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="case.sealed_again")
def seal_cases_again(unit: Unit) -> int:
    """Seal what `list_stale_cases` names to the present keys of those who are named; return how many."""
    stale = unit.run(list_stale_cases.bind())
    for case_id in stale:
        case = unit.get(Case, case_id)
        unit.concerns("case", case.id)
        seal_case(unit, case, sorted(present_circle(unit, case).accounts))
    return len(stale)


@query(
    requires=Permission.CASE_WRITE,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("how many cases, nobody's name"),
)
def sealing_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return one task for all cases that are to be sealed again, leading to the first."""
    stale = unit.run(list_stale_cases.bind())
    if not stale:
        return ()
    return (
        Task(
            key="cases_to_seal_again",
            title=_("Restricted cases to be sealed again: {count}").format(count=len(stale)),
            why=_("Keys or the recovery sheet were replaced. It is done at your next sign-in, or here at once."),
            urgency=Urgency.DUE,
            target=Target("case_restriction", stale[0]),
            dismissible=False,
        ),
    )
