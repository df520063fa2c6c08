"""Which light plans are shown: by what speaks against them, by state, by class."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from xinmiao.features.light_plans.records import STATE_LABELS, LightLine, LightState
from xinmiao.kernel.texts import _
from xinmiao.ui.widgets.chips import Filter

_TESTS: dict[str, Callable[[LightLine], bool]] = {
    "problem": lambda line: bool(line.findings),
    "check": lambda line: line.to_check,
    "review": lambda line: line.state is LightState.REVIEW_DUE,
    "opened": lambda line: line.state is LightState.OPENED,
    "checked": lambda line: line.state is LightState.CHECKED,
    "closed": lambda line: line.state is LightState.CLOSED,
}


def filters_of(lines: Sequence[LightLine]) -> tuple[Filter, ...]:
    """Return the chips with how many each would show; their names are those of the tasks on Today."""
    labels = {
        "problem": _("Does not count"),
        "check": _("To be checked"),
        "review": STATE_LABELS[LightState.REVIEW_DUE],
        "opened": STATE_LABELS[LightState.OPENED],
        "checked": STATE_LABELS[LightState.CHECKED],
        "closed": STATE_LABELS[LightState.CLOSED],
    }
    return tuple(Filter(name, labels[name], sum(map(test, lines))) for name, test in _TESTS.items())


def chosen_filter(chosen: Iterable[str], place: str) -> Callable[[LightLine], bool]:
    """Return what keeps the lines of these chips and of a class; no chip keeps all."""
    tests = [_TESTS[name] for name in chosen if name in _TESTS]

    def keep(line: LightLine) -> bool:
        return line.student.class_label.startswith(place) and (not tests or any(test(line) for test in tests))

    return keep


def places_of(lines: Iterable[LightLine]) -> list[str]:
    """Return the classes that have light plans."""
    return sorted({line.student.class_label for line in lines if line.student.class_label})
