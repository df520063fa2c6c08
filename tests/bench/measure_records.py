"""Benches of the records: search in notes, saving a note, and how both stand ten times as many others."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from bench.children import Floor
from bench.corpus import Corpus
from bench.fsyncs import counted_fsyncs
from bench.result import Plan, Result, Skipped, median, percentile, spread
from bench.same_rows import rows_of_last_save
from bench.wording import FREQUENCIES, ONLY_ONE_STUDENT
from xinmiao.app.features import FEATURES
from xinmiao.app.workspace import Workspace
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import NoteContent, NoteDraft, RiskAnswer
from xinmiao.features.growth_files import operations as growth_files

WORDS = (*FREQUENCIES, ONLY_ONE_STUDENT)
RAW_SEARCH = (
    "SELECT t.record_id FROM counselling.character_index AS i CROSS JOIN counselling.indexed_text AS t"
    " ON t.row = i.rowid WHERE i.body MATCH ? AND t.record = 'counselling_note' ORDER BY i.rowid DESC LIMIT 200"
)
_SAVES_COUNTED = 20


def note_search(plan: Plan, corpus: Corpus) -> Iterator[Result | Skipped]:
    """Two-character words that stand in 10 %, 1 %, 0.1 %, 0.01 % of the notes and in one student's."""
    taken: dict[str, list[float]] = {word: [] for word in WORDS}
    raw: list[float] = []
    workspace = corpus.open()
    with Floor("raw_files.py", corpus.raw_access()) as floor:
        for _sample in range(plan.samples(15, 5)):
            for word in WORDS:
                taken[word].append(_timed(partial(workspace.run, casework.search_notes.bind(word))))
                asked = [[RAW_SEARCH, ['"' + " ".join(word) + '"']]]
                raw.append(floor.seconds({"write": False, "statements": asked}) * 1000)
    workspace.close()
    together = [each for times in taken.values() for each in times]
    shares = [f"{share:.2%}" for share in FREQUENCIES.values()] + ["one student"]
    note = "median by share of notes: " + ", ".join(
        f"{share} {median(times):.0f}" for share, times in zip(shares, taken.values(), strict=True)
    )
    yield Result(
        "note_search", percentile(together, 0.95), "ms", percentile(raw, 0.95), 50, corpus.label, len(together), note
    )


def save_note(plan: Plan, corpus: Corpus) -> Iterator[Result | Skipped]:
    """Saving a changed note (revision, index, trail), against the same rows written raw in one commit."""
    ours, theirs = corpus.copied("ours"), corpus.copied("floor")
    workspace = ours.open()
    saving = Saving(workspace, ours)
    rows = rows_of_last_save(workspace, saving.once)
    taken: list[float] = []
    raw: list[float] = []
    with Floor("raw_files.py", theirs.raw_access()) as floor:
        for number in range(plan.samples(25, 8)):
            taken.append(_timed(saving.once))
            raw.append(floor.seconds({"write": True, "statements": rows.again(number)}) * 1000)
    workspace.close()
    syncs = counted_fsyncs(ours, _SAVES_COUNTED)
    theirs.drop()
    ours.drop()
    floor_ms = median(raw)
    note = f"{syncs}; rows: {rows.told}; noise {spread(taken)}, raw {spread(raw)}"
    yield Result("save_note", median(taken), "ms", floor_ms, floor_ms + 8, corpus.label, len(taken), note)


class Saving:
    """Saves one note again and again, each time with other words."""

    def __init__(self, workspace: Workspace, corpus: Corpus) -> None:
        self._workspace = workspace
        now = workspace.database.clock.now()
        content = NoteContent(started_at=now, free_text=_words(0), ideation=RiskAnswer.ASKED_NO)
        self._draft = NoteDraft(workspace.database.ids.new(), corpus.case, None, content)
        self._number = 0
        self.once()

    def once(self) -> None:
        """Save with other words."""
        self._number += 1
        content = replace(self._draft.content, free_text=_words(self._number))
        draft = replace(self._draft, content=content)
        version = self._workspace.run(casework.save_note.bind(draft)).value.version
        self._draft = replace(draft, base_version=version)


def _words(number: int) -> str:
    return f"第{number}次改动。" + "近两周睡得不好，早上起不来，和同桌说过几次话，" * 5


def scale_10x(plan: Plan, small: Corpus, large: Corpus) -> Iterator[Result | Skipped]:
    """The same student and the same result with ten times as many other records.

    For the search 1.3× would cost more than it gives. The lists of two common characters are walked through: 1 ms of
    raw query at 30,000 notes, 7 ms at 300,000, where the whole search may take 50. Pairs of characters as words of the
    index answer in 0.03 ms, but the index grows from 109 to 322 MB, which every backup holds, building it takes 95 s
    instead of 21, and each saving 1.8 ms more of the 8 it has.
    """
    places = (small.copied("small"), large.copied("large"))
    opened = [place.open() for place in places]
    things = [_things(workspace, place) for workspace, place in zip(opened, places, strict=True)]
    times: list[dict[str, list[float]]] = [{name: [] for name in each} for each in things]
    for _sample in range(plan.samples(21, 7)):
        for each, kept in zip(things, times, strict=True):
            for name, work in each.items():
                kept[name].append(_timed(work))
    for workspace, place in zip(opened, places, strict=True):
        workspace.close()
        place.drop()
    shutil.rmtree(places[0].data.parent.parent, ignore_errors=True)
    ratios = {name: median(times[1][name]) / median(times[0][name]) for name in times[0]}
    worst = max(ratios, key=lambda name: ratios[name])
    note = ", ".join(
        f"{name} {median(times[0][name]):.0f}→{median(times[1][name]):.0f} ms ({ratio:.2f}×)"
        for name, ratio in ratios.items()
    )
    where = f"{small.label} → {large.label}"
    yield Result("scale_10x", ratios[worst], "×", 1.0, 1.3, where, plan.samples(21, 7), f"worst: {worst}; {note}")


def _things(workspace: Workspace, corpus: Corpus) -> dict[str, Callable[[], object]]:
    sources = tuple(source for feature in FEATURES for source in feature.timeline)
    saving = Saving(workspace, corpus)
    return {
        "open student": lambda: workspace.run(growth_files.get_growth_file.bind(corpus.student)),
        "timeline": lambda: workspace.run(growth_files.gather_timeline.bind(corpus.student, sources)),
        "search": lambda: workspace.run(casework.search_notes.bind(ONLY_ONE_STUDENT)),
        "save note": saving.once,
    }


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000
