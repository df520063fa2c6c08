"""Benches of the windows: start, unlock, keystrokes, the student's page, memory, stalls of the UI thread."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from bench.children import HERE, Floor, probe, run_script
from bench.corpus import PASSWORD, Corpus
from bench.result import Plan, Result, Skipped, median, percentile, spread
from xinmiao.system.device_settings import DeviceSettings, save_device_settings

_FRAME_MS = 16
_OPENING = {"open": True}


def start_to_lock(plan: Plan, corpus: Corpus) -> Iterator[Result | Skipped]:
    """Process start → lock screen painted, against a bare window of the same interpreter."""
    ours: list[float] = []
    ready: list[float] = []
    bare: list[float] = []
    save_device_settings(DeviceSettings(data_folder=str(corpus.data)), corpus.config)
    for number in range(plan.samples(15, 3) + 1):
        found, started = run_script(HERE / "floors" / "bare_window.py", config=corpus.config)
        told, began = probe("lock_screen.py", config=corpus.config)
        if number:  # the first pair fills the disk cache
            bare.append((found["painted"] - started) / 1e6)
            ours.append((told["painted"] - began) / 1e6)
            ready.append((told["ready"] - began) / 1e6)
    floor = median(bare)
    note = f"password can be typed at {median(ready):.0f} ms; noise {spread(ours)}, bare {spread(bare)}"
    yield Result("start_to_lock", median(ours), "ms", floor, 1.5 * floor, "a founded school", len(ours), note)


def unlock_to_today(plan: Plan, corpus: Corpus) -> Iterator[Result | Skipped]:
    """Keys there and modules loaded → Today painted with its answers, against opening both files and one query."""
    ours: list[float] = []
    modules: list[float] = []
    raw: list[float] = []
    with Floor("raw_files.py", corpus.raw_access()) as floor:
        for _sample in range(plan.samples(15, 3)):
            told, _began = probe("first_page.py", str(corpus.data), PASSWORD, config=corpus.config)
            ours.append((told["painted"] - told["unlocked"]) / 1e6)
            modules.append(told["modules_ms"])
            raw.append(floor.seconds(_OPENING) * 1000)
    least = median(raw)
    note = f"modules loaded beside the key derivation in {median(modules):.0f} ms; noise {spread(ours)}"
    yield Result("unlock_to_today", median(ours), "ms", least, least + 300, corpus.label, len(ours), note)


def keystroke_to_results(plan: Plan, corpus: Corpus) -> Iterator[Result | Skipped]:
    """A key in the search box → people painted."""
    told = at_work(corpus, "keys", samples=plan.samples(300, 60))
    taken = told["ms"]
    note = f"median {median(taken):.1f}, longest {max(taken):.0f} ms; the floor is one frame"
    yield Result(
        "keystroke_to_results", percentile(taken, 0.95), "ms", _FRAME_MS, _FRAME_MS, corpus.label, len(taken), note
    )


def open_student_page(plan: Plan, corpus: Corpus) -> Iterator[Result | Skipped]:
    """A student with 500 timeline entries → his page answered and painted, against the raw queries."""
    told = at_work(corpus, "student", samples=plan.samples(20, 5))
    if told.get("missing"):
        yield Skipped("open_student_page", "the program has no page of this name yet")
        return
    with Floor("raw_files.py", corpus.raw_access()) as floor:
        raw = [floor.seconds(student_queries(corpus)) * 1000 for _sample in range(plan.samples(15, 5))]
    taken = told["ms"]
    note = f"median {median(taken):.0f}, the first time {told['first_ms']:.0f} ms"
    where = f"500 entries, {corpus.label}"
    yield Result("open_student_page", percentile(taken, 0.95), "ms", median(raw), 100, where, len(taken), note)


def memory_resident(plan: Plan, corpus: Corpus) -> Iterator[Result | Skipped]:
    """Resident memory after every page was opened."""
    runs = [journey(corpus, number) for number in range(plan.samples(3, 1))]
    taken = [told["mb"] for told in runs]
    note = f"at Today {runs[0]['at_today_mb']:.0f}, peak {max(told['peak_mb'] for told in runs):.0f} MB"
    note += _left_out(runs[0])
    yield Result("memory_resident", median(taken), "MB", None, 260, corpus.label, len(taken), note)


def ui_thread_stall(plan: Plan, corpus: Corpus) -> Iterator[Result | Skipped]:
    """How late the event loop comes to a 5 ms timer in a journey over all pages."""
    runs = [journey(corpus, number) for number in range(plan.samples(5, 1))]
    longest = [max(told["late_ms"]) for told in runs]
    where = f"{len(runs)} journeys, {corpus.label}"
    beats = sum(len(told["late_ms"]) for told in runs)
    worst = {step: median([told["longest"].get(step, 0.0) for told in runs]) for step in runs[0]["longest"]}
    named = sorted(worst, key=lambda step: -worst[step])[:4]
    note = "longest in: " + ", ".join(f"{step} {worst[step]:.0f}" for step in named) + _left_out(runs[0])
    p99 = median([percentile(told["late_ms"], 0.99) for told in runs])
    yield Result("ui_thread_stall_p99", p99, "ms", None, 50, where, beats)
    yield Result("ui_thread_stall_longest", median(longest), "ms", None, 150, where, beats, note)


@cache
def journey(corpus: Corpus, number: int) -> dict[str, Any]:
    """Go over all pages once; memory and stalls are told by the same journeys, counted by `number`."""
    del number
    return at_work(corpus, "journey")


def at_work(corpus: Corpus, walk: str, *, samples: int = 1) -> dict[str, Any]:
    """Let the program be worked at by a walk; walks only read, apart from the trail."""
    arguments = (str(corpus.data), PASSWORD, walk, corpus.student, corpus.case, str(samples))
    told, _started = probe("at_work.py", *arguments, config=corpus.config)
    return told


def student_queries(corpus: Corpus) -> dict[str, Any]:
    """Return the raw queries behind a student's page."""
    by_student = (
        "SELECT * FROM counselling.student_details WHERE student_id = ?",
        "SELECT * FROM counselling.guardian WHERE student_id = ?",
        "SELECT * FROM counselling.growth_file WHERE student_id = ?",
        "SELECT * FROM counselling.counselling_case WHERE student_id = ?",
        "SELECT * FROM counselling.counselling_note WHERE student_id = ?",
    )
    first = "SELECT * FROM student JOIN school_class ON school_class.id = student.class_id WHERE student.id = ?"
    return {"write": False, "statements": [[sql, [corpus.student]] for sql in (first, *by_student)]}


def _left_out(told: dict[str, Any]) -> str:
    missing = told.get("missing") or []
    return f"; without {', '.join(missing)} (not there yet)" if missing else ""
