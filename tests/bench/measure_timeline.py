"""Bench of the timeline: filtering 500 entries in the real list and painting what is seen, in one page's width."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bench.result import Plan, Result, Skipped, median, percentile
from bench.wording import Wording
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _
from xinmiao.kernel.timeline import TimelineEntry

ENTRIES = 500
_FRAME_MS = 16
_LABELS = {"counselling": _("Counselling"), "plan": _("Plan"), "roster": _("Roster"), "attachment": _("Attachments")}
_NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def timeline_filter(plan: Plan) -> Iterator[Result | Skipped]:
    """One kind chosen, given up, and a word typed → the entries that are left painted; ≤ 16 ms at 500 entries."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 -- only benches of widgets need Qt in this process

    from xinmiao.ui import theme  # noqa: PLC0415 -- as above
    from xinmiao.ui.timeline import TimelineView  # noqa: PLC0415 -- as above

    app = QApplication.instance() or QApplication([])
    if isinstance(app, QApplication):
        theme.install(app, theme.Theme())
    view = TimelineView(_NOW.date)
    view.resize(760, 520)
    view.set_entries(_entries())
    view.show()
    view.grab()
    taken = []
    for turn in range(plan.samples(25, 7)):
        for kinds, words in (({"plan"}, ""), ({"counselling", "plan"}, ""), (set(), ""), (set(), "睡眠"), (set(), "")):
            began = time.perf_counter()
            view.filters.choose(kinds)
            view.search.setText(words)
            view.search.searched.emit(words)  # what the pause after the last key says, and a click on a filter
            view.list.viewport().grab()
            if turn:  # the first turn breaks the lines of what is seen
                taken.append((time.perf_counter() - began) * 1000)
    view.close()
    note = f"median {median(taken):.1f} ms; the floor is one frame"
    yield Result(
        "timeline_filter", percentile(taken, 0.95), "ms", _FRAME_MS, _FRAME_MS, f"{ENTRIES} entries", len(taken), note
    )


def _entries() -> list[TimelineEntry]:
    wording, kinds = Wording(), tuple(_LABELS)
    return [
        TimelineEntry(
            kind=(kind := kinds[number % len(kinds)]),
            kind_label=_LABELS[kind],
            icon="notebook-pen",
            happened_at=(at := _NOW - timedelta(days=2 * number)),
            recorded_at=at,
            title=f"第{number}次",
            excerpt=wording.note(),
            person="周老师",
            target=Target("counselling_note", f"note-{number}"),
        )
        for number in range(ENTRIES)
    ]
