"""What is said around a promotion: years, warnings, the result, the help.

Owns the sentences. Shows nothing.
"""

from __future__ import annotations

from xinmiao.features.roster.records import ActResult, PromotionPreview
from xinmiao.kernel.texts import _, ntr, tr

_NAMED = 6

HELP = _(
    "Every class with what becomes of it in the new school year. Space on a class takes the other possibility "
    "where there is one, Space on a student lets him stay in the grade. Nothing is written before the button; "
    "the whole step can be undone as long as nothing later depends on it."
)


def years(preview: PromotionPreview) -> str:
    """Return from which school year into which it goes."""
    year = preview.school_year
    return tr("{before}–{after} to {after}–{later}", before=year - 1, after=year, later=year + 1)


def result(done: ActResult) -> str:
    """Return what was done."""
    return tr(
        "The school year {year} has begun: {up} moved up, {left} left the school, {stayed} stayed.",
        year=done.school_year,
        up=done.moved_up,
        left=done.left,
        stayed=done.stayed,
    )


def warnings(preview: PromotionPreview) -> list[tuple[str, str]]:
    """Return what to look at first: a message with what to do."""
    found = []
    if preview.years_behind > 1:
        message = ntr(
            "The classes are {count} year behind.", "The classes are {count} years behind.", preview.years_behind
        )
        found.append((message, tr("Promote once for each year; this is the first.")))
    if preview.without_class:
        names = tr(", ").join(line.name for line in preview.without_class[:_NAMED])
        count = len(preview.without_class)
        message = ntr(
            "{count} student has no class: {names}", "{count} students have no class: {names}", count, names=names
        )
        found.append((message, tr("They are not promoted; put them into a class by hand.")))
    if preview.there_already:
        named = tr(", ").join(preview.there_already[:_NAMED])
        message = tr("In the new school year already: {names}", names=named)
        found.append((message, tr("These classes stay as they are.")))
    return found
