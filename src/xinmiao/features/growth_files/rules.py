"""Decisions about growth files: how a timeline is ordered and what may be saved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from xinmiao.features.growth_files.records import GROWTH_FILE, GrowthFileView, OpeningReason, Profile
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
