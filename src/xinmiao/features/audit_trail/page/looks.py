"""How kinds of acts look: their icons and chips, the columns of the list, the verdicts in words."""

from __future__ import annotations

from collections.abc import Sequence

from xinmiao.features.audit_trail.prints import times
from xinmiao.features.audit_trail.records import (
    FILE_LABELS,
    KIND_LABELS,
    AccessDeed,
    AnchorAnswer,
    ChainState,
    ChainVerdict,
    DeedKind,
    TrailLine,
)
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.texts import Text, _, n_
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.timeline_delegate import WEEKDAYS
from xinmiao.ui.widgets.chips import Chip

_LOOKS: dict[DeedKind, tuple[str, str]] = {
    DeedKind.OPENED: ("", "eye"),
    DeedKind.WRITTEN: ("accent", "pen-line"),
    DeedKind.PRINTED: ("watch", "printer"),
    DeedKind.EXPORTED: ("watch", "upload"),
    DeedKind.ACCOUNTS: ("calm", "key-round"),
    DeedKind.DATA: ("calm", "hard-drive"),
    DeedKind.REFUSED: ("warn", "shield-alert"),
    DeedKind.SYSTEM: ("", "settings"),
}


def kind_chip(kind: DeedKind) -> Chip:
    """Return the kind of an act as a chip."""
    tone, icon = _LOOKS[kind]
    return Chip(KIND_LABELS[kind], tone, icon)


def trail_columns() -> tuple[Column[TrailLine], ...]:
    """Return the columns of the list."""
    return (
        Column("at", _("Time"), lambda line: line.at, show=show_datetime, width=128),
        Column("who", _("Who"), lambda line: line.account_label, width=76, strong=True),
        Column("kind", _("Kind"), lambda line: str(KIND_LABELS[line.kind]), width=92, chip=_chip_of_line),
        Column("what", _("What"), lambda line: str(line.words), width=120, stretch=True),
        Column("student", _("Student"), lambda line: line.who_about, width=170),
    )


def access_columns() -> tuple[Column[AccessDeed], ...]:
    """Return the columns of the access record; a day stands at its first row only."""
    return (
        Column("day", _("Date"), lambda deed: day_words(deed) if deed.opens_day else "", width=144, strong=True),
        Column("times", _("Time"), lambda deed: times(deed.first, deed.last), width=120),
        Column("who", _("Who"), lambda deed: deed.account_label, width=128),
        Column("kind", _("Kind"), lambda deed: str(KIND_LABELS[deed.kind]), width=104, chip=_chip_of_deed),
        Column("what", _("What"), lambda deed: str(deed.words), width=260, stretch=True),
        Column("count", _("How often"), lambda deed: deed.count, width=88, align="right"),
    )


def day_words(deed: AccessDeed) -> str:
    """Return the day with its weekday."""
    return f"{deed.day.isoformat()} {WEEKDAYS[deed.day.weekday()]}"


def verdict_words(verdicts: Sequence[ChainVerdict]) -> tuple[str, Text, Text | str]:
    """Return kind of banner, what was found, and the next step."""
    bad = next((verdict for verdict in verdicts if not verdict.holds), None)
    if bad is None:
        count = sum(verdict.entries for verdict in verdicts)
        told = n_("The trail holds: {count} entry checked.", "The trail holds: all {count} entries checked.", count)
        return "success", told, _remembered(verdicts)
    return "error", _found(bad), _("Leave the files as they are, keep the newest backup apart, and tell the principal.")


def answer_words(answer: AnchorAnswer) -> tuple[str, Text]:
    """Return kind of banner and what the code on the paper says of the trail of today."""
    words = {
        ChainState.HOLDS: _("The paper fits: entry {seq} of {file}, written at {at}, is still the same."),
        ChainState.BROKEN: _("Entry {seq} of {file} is still there, but entry {bad} before it was changed."),
        ChainState.CHANGED: _(
            "The paper does not fit: entry {seq} of {file} is another one now; the trail was rewritten."
        ),
        ChainState.MISSING: _("The paper does not fit: {file} ends before entry {seq}; its end was cut off."),
        ChainState.CLOSED: _("This paper belongs to {file}, which your account cannot open."),
    }[answer.state]
    kinds = {ChainState.HOLDS: "success", ChainState.CLOSED: "info"}
    values = {"seq": answer.seq, "file": FILE_LABELS[answer.data_file], "bad": answer.broken_at}
    return kinds.get(answer.state, "error"), words.format(**values, at=show_datetime(answer.at))


def _found(bad: ChainVerdict) -> Text:
    file = FILE_LABELS[bad.data_file]
    if bad.cut:
        told = _("The end of the trail in {file} is missing, from entry {seq} on; the last one is of {after}.")
    elif bad.at is None:
        told = _("Entry {seq} of {file} is missing; the one before it is of {after}.")
    else:
        told = _("Entry {seq} of {file}, said to be written at {at}, was changed or replaced.")
    return told.format(file=file, seq=bad.seq, at=show_datetime(bad.at), after=show_datetime(bad.after) or "—")


def _remembered(verdicts: Sequence[ChainVerdict]) -> Text | str:
    moments = [verdict.anchored_at for verdict in verdicts if verdict.anchored_at is not None]
    if not moments:
        return ""
    return _("Compared with what the key file remembers of {at}.").format(at=show_datetime(max(moments)))


def _chip_of_line(line: TrailLine) -> Chip:
    return kind_chip(line.kind)


def _chip_of_deed(deed: AccessDeed) -> Chip:
    return kind_chip(deed.kind)
