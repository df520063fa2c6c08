"""`python3 dev.py bench [--quick] [--only NAME] [--json FILE] [--check]`: measures the program.

Each bench gives value, floor (a small script without any of our code, run in turns with ours), ratio, limit and
whether the limit is met. Whether it is met is a figure, not an outcome: the exit code is 0 unless a bench itself
breaks; with --check it is 1 when a limit is missed.

--quick takes fewer samples on a smaller corpus. The files lie in out/bench and are kept for the next time.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
os.environ.setdefault("PYTHONIOENCODING", "utf-8")

from bench import (  # noqa: E402 -- paths come first
    measure_appointments,
    measure_caseload,
    measure_duty,
    measure_merging,
    measure_papers,
    measure_records,
    measure_roster,
    measure_timeline,
    measure_today,
    measure_week,
    measure_windows,
    measure_years,
)
from bench.corpus import Corpus, Size, corpus_of  # noqa: E402
from bench.place import file_system, ready_home  # noqa: E402
from bench.result import Plan, Result, Skipped, table  # noqa: E402

LARGE, SMALL = Size(6_000, 300_000), Size(600, 30_000)
QUICK_LARGE, QUICK_SMALL = Size(2_000, 7_000), Size(200, 700)

Found = Iterable[Result | Skipped]


def benches(plan: Plan) -> dict[str, Callable[[], Found]]:
    """Return what can be measured, by name."""

    def large() -> Corpus:
        return corpus_of(QUICK_LARGE if plan.quick else LARGE)

    def small() -> Corpus:
        return corpus_of(QUICK_SMALL if plan.quick else SMALL)

    on_large = {
        "unlock_to_today": measure_windows.unlock_to_today,
        "keystroke_to_results": measure_windows.keystroke_to_results,
        "open_student_page": measure_windows.open_student_page,
        "note_search": measure_records.note_search,
        "save_note": measure_records.save_note,
        "growth_file_pdf": measure_papers.growth_file_pdf,
        "memory_resident": measure_windows.memory_resident,
        "ui_thread_stall": measure_windows.ui_thread_stall,
    }
    return {
        "start_to_lock": lambda: measure_windows.start_to_lock(plan, small()),
        **{name: partial(_on, bench, plan, large) for name, bench in on_large.items()},
        "roster": lambda: measure_roster.roster_import(plan),
        "promotion": lambda: measure_years.promotion(plan),
        "duplicates": lambda: measure_merging.duplicates(plan),
        "today_open": lambda: measure_today.today_open(plan),
        "timeline_filter": lambda: measure_timeline.timeline_filter(plan),
        "week_view": lambda: measure_week.week_view(plan),
        "caseload_list": lambda: measure_caseload.caseload_list(plan),
        "merge_students": lambda: measure_merging.merge(plan),
        "batch_sheets": lambda: measure_papers.batch_sheets(plan),
        "week_query": lambda: measure_appointments.week_query(plan),
        "booking_moved_on_file": lambda: measure_appointments.booking_moved_on_file(plan),
        "series_preview": lambda: measure_appointments.series_preview(plan),
        "term_roster": lambda: measure_duty.term_roster(plan),
        "scale_10x": lambda: measure_records.scale_10x(plan, small(), large()),
    }


def _on(bench: Callable[[Plan, Corpus], Found], plan: Plan, corpus: Callable[[], Corpus]) -> Found:
    return bench(plan, corpus())


def measure(plan: Plan, only: str | None) -> tuple[list[Result], list[Skipped], bool]:
    """Run the benches; return what was found and whether one broke."""
    results: list[Result] = []
    skipped: list[Skipped] = []
    broke = False
    for name, bench in benches(plan).items():
        if only is not None and not (name.startswith(only) or only.startswith(name)):
            continue
        started = time.monotonic()
        try:
            for found in bench():
                (results if isinstance(found, Result) else skipped).append(found)  # type: ignore[arg-type]
        except Exception:  # noqa: BLE001 -- the others are measured all the same
            traceback.print_exc()
            skipped.append(Skipped(name, "the bench broke, see above"))
            broke = True
        print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr)  # noqa: T201 -- a tool
    return results, skipped, broke


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, write; return the exit code."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer samples on a smaller corpus")
    parser.add_argument("--only", metavar="NAME", choices=sorted(ONLY), help=", ".join(sorted(ONLY)))
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a limit is missed")
    wanted = parser.parse_args(arguments)
    print(f"files on {file_system(ready_home())}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")  # noqa: T201
    results, skipped, broke = measure(Plan(wanted.quick), wanted.only)
    print(table(results, skipped))  # noqa: T201 -- a tool
    if wanted.json is not None:
        wanted.json.write_text(
            json.dumps([result.to_json() for result in results], ensure_ascii=False, indent=1), encoding="utf-8"
        )
    missed = any(not result.met for result in results)
    return 2 if broke else int(wanted.check and missed)


ONLY = {*benches(Plan(quick=True)), "roster_dry_run", "roster_commit", "roster_undo"}

if __name__ == "__main__":
    sys.exit(main())
