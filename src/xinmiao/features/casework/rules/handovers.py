"""Decisions about handing cases over."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from xinmiao.features.casework.records import HANDED_CASE, HANDOVER, HandoverOrder
from xinmiao.features.casework.rules.cases import EARLIEST_CASE
from xinmiao.kernel.texts import Text, _

WORDS = ("promises", "knows", "summary")


def order_problems(order: HandoverOrder, on_date: date, *, today: date) -> dict[str, Text]:
    """Return what is wrong with a hand-over, by field name; `cases` stands for the choice of cases."""
    values = {"reason": order.reason.strip(), "on_date": on_date}
    found = HANDOVER.problems(values, only=values)
    if not EARLIEST_CASE <= on_date <= today:
        found["on_date"] = _("A hand-over is recorded on its day or later; please check the date.")
    if not order.cases:
        found["cases"] = _("Please choose at least one case.")
    elif len({words.case_id for words in order.cases}) < len(order.cases):
        found["cases"] = _("One case stands there twice.")
    for words in order.cases:
        found |= HANDED_CASE.problems(asdict(words), only=WORDS)
    return found
