"""Decisions about growth files: how a timeline is ordered and what may be saved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from xinmiao.features.growth_files.records import GROWTH_FILE, BoxLabel, GrowthFileView, OpeningReason, Profile
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.kernel.timeline import TimelineEntry, happened_on


def newest_first(entries: Iterable[TimelineEntry]) -> tuple[TimelineEntry, ...]:
    """Order entries by when they happened; of the same moment, the later recorded comes first."""
    return tuple(sorted(entries, key=lambda entry: (entry.happened_at, entry.recorded_at), reverse=True))


def opening_problems(opened_on: date, reason: OpeningReason, reason_words: str, *, today: date) -> dict[str, Text]:
    """Return what is wrong with opening a file, by field name."""
    values = {"opened_on": opened_on, "reason": reason, "reason_words": reason_words}
    problems = GROWTH_FILE.problems(values, only=values)
    if "opened_on" not in problems and opened_on > today:
        problems["opened_on"] = _("This day is still to come; please check the date.")
    if reason is OpeningReason.OTHER and not reason_words:
        problems["reason_words"] = _("Please say why in a few words.")
    return problems


def profile_problems(profile: Profile) -> dict[str, Text]:
    """Return what is wrong with a profile, by field name."""
    values = asdict(profile)
    return GROWTH_FILE.problems(values, only=values)


def tidy(profile: Profile) -> Profile:
    """Return the profile without blanks at the ends of its texts."""
    return Profile(**{name: text.strip() for name, text in asdict(profile).items()})


def is_empty(profile: Profile) -> bool:
    """Return whether no section holds a word."""
    return not any(asdict(profile).values())


def opening_entry(view: GrowthFileView) -> TimelineEntry:
    """Return the timeline's entry for the opening of a file."""
    return TimelineEntry(
        kind="growth_file",
        kind_label=GROWTH_FILE.label,
        icon="folder-open",
        happened_at=happened_on(view.opened_on, view.created_at),
        recorded_at=view.created_at,
        title=tr("Growth file opened"),
        excerpt=tr(" · ").join(part for part in (GROWTH_FILE.reason.show(view.reason), view.reason_words) if part),
        person="",
        target=Target("student", view.student_id),
    )


FILES_PER_BOX = 25


def boxes(students: Iterable[StudentLine], per_box: int = FILES_PER_BOX) -> tuple[BoxLabel, ...]:
    """Return the boxes that hold these students' files: by class and number, `per_box` at most in each."""
    by_class: dict[str, list[StudentLine]] = defaultdict(list)
    for line in students:
        by_class[line.class_label].append(line)
    found = []
    for class_label, members in sorted(by_class.items()):
        members.sort(key=lambda line: (line.number_in_class or 0, line.pinyin))
        for start in range(0, len(members), per_box):
            some = members[start : start + per_box]
            found.append(BoxLabel(class_label, _number(some[0]), _number(some[-1]), len(some)))
    return tuple(found)


def _number(line: StudentLine) -> str:
    return f"{line.number_in_class:02d}" if line.number_in_class else line.name
