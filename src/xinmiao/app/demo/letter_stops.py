"""The places of the letter box and of feedback slips on the tour."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from xinmiao.features.feedback_slips.page import SlipsPage
from xinmiao.features.letter_box.page import LettersPage
from xinmiao.kernel.tasks import Target
from xinmiao.ui.workbench import Workbench

Condition = Callable[[], bool]


def openings(bench: Workbench) -> Iterator[Condition]:
    """Turn to the openings of the box."""
    yield from _open(bench, Target("letters", "openings"))


def letter(bench: Workbench) -> Iterator[Condition]:
    """Open the letter that waits first: the urgent one."""
    yield from _open(bench, Target("letters", "letters"))
    page = next(iter(bench.findChildren(LettersPage)))
    yield lambda: page.letters.count() > 0
    yield from _open(bench, Target("letter", page.letters.shown_records()[0].id))


def slip(bench: Workbench) -> Iterator[Condition]:
    """Open the slip that went through most steps."""
    yield from _open(bench, Target("feedback_slips"))
    page = next(iter(bench.findChildren(SlipsPage)))
    yield lambda: page.table.count() > 0
    furthest = max(page.table.shown_records(), key=lambda view: (view.word.reported_on, view.word.answered_on))
    yield from _open(bench, Target("feedback_slip", furthest.id))


def _open(bench: Workbench, target: Target) -> Iterator[Condition]:
    bench.open(target)
    yield lambda: bench.target == target
