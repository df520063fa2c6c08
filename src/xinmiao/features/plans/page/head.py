"""The head of a student's plan: whose it is, how it stands, what can be done, and its versions to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from xinmiao.features.plans.records import STATE_LABELS, STATE_TONES, PlanView
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.texts import tr
from xinmiao.ui.actions import Action
from xinmiao.ui.widgets.chips import Chip, Filter, FilterBar
from xinmiao.ui.widgets.header import PageHeader

_FIRST = frozenset({"review", "approve", "paper", "edit"})
"""The deeds that get the large button when they come first."""


def show_head(header: PageHeader, student: StudentLine, plan: PlanView | None, deeds: Sequence[Action]) -> None:
    """Show the version on screen, or that there is none yet, and what can be done with it."""
    words = tr("Plan") if plan is None else tr("Plan v{number}", number=plan.number)
    title = tr(" · ").join((student.name, words))
    header.set_title(title, student.class_label)
    header.set_chips(() if plan is None else (Chip(STATE_LABELS[plan.state], STATE_TONES[plan.state]),))
    first = deeds[0] if deeds and deeds[0].name in _FIRST else None
    header.set_actions(first, tuple(deed for deed in deeds if deed is not first))


def show_versions(bar: FilterBar, versions: Sequence[PlanView], shown_id: str) -> None:
    """Offer the versions where there are several."""
    bar.set_filters(tuple(Filter(each.id, tr("Version {number}", number=each.number)) for each in versions))
    bar.choose({shown_id})
    bar.setVisible(len(versions) > 1)
