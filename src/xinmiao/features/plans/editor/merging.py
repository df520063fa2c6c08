"""What is said where two people changed the same plan: what the others wrote where both did.

Owns the words only; the form puts the user's own changes over the present text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xinmiao.features.plans.records import PLAN, PlanContent
from xinmiao.kernel.texts import Text, _, tr


def changed_by_both(mine: Mapping[str, Any], before: PlanContent, now: PlanContent) -> Text | str:
    """Return what stands in the record now where others changed what `mine`, the form's changes, changes too."""
    told = [
        tr("{field}: {value}", field=PLAN.field(name).label, value=getattr(now, name) or "—")
        for name in mine["texts"]
        if name in vars(now) and getattr(before, name) != getattr(now, name)
    ]
    if "goals" in mine and (before.goals, before.measures) != (now.goals, now.measures):
        listed = [goal.what for goal in now.goals] + [each.what for each in now.measures]
        told.append(tr("Goals and measures: {listed}", listed=tr(", ").join(listed)))
    if told:
        return tr("Also changed by others, with what is recorded now: {fields}.", fields=tr("; ").join(told))
    return _("Others changed nothing that you changed. Please look it over and save.")
