"""What can be done with a meeting that is already there: print, history, void."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from xinmiao.features.group_counselling import operations
from xinmiao.features.group_counselling.editor.sheets import WordsColumn
from xinmiao.features.group_counselling.page.printing import TITLES, GroupPaper, print_question
from xinmiao.features.group_counselling.records import ATTENDANCE, CONTENT_FIELDS, MEETING, MeetingVersion, MeetingView
from xinmiao.features.group_counselling.rules.entries import title_of
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.forms.text_editors import WordsEditor
from xinmiao.ui.page import PageContext
from xinmiao.ui.record_panel import PanelSheet
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.side_sheet import SideSheet
from xinmiao.ui.widgets.surfaces import Hairline, PageColumn


class MeetingSheets:
    """Opens the side sheets of one page and runs what they confirm."""

    def __init__(self, context: PageContext, host: QWidget, done: Callable[[], None]) -> None:
        self._context, self._host, self._done = context, host, done
        self.sheet = SideSheet(host, name="meeting_sheet")
        self._panels = PanelSheet(context, host, MEETING.record)

    def actions(self, meeting: MeetingView) -> tuple[Action, ...]:
        """Return what the page's menu offers for a meeting."""
        to_read = (
            Action("print", _("Print"), lambda: self.print_meeting(meeting), icon="printer"),
            Action("history", _("History"), lambda: self._ask_history(meeting), icon="history"),
            *self._panels.action(_("Attachments"), lambda: meeting.id),
        )
        void = Action("void", _("Void the meeting"), lambda: self.ask_void(meeting), icon="circle-x")
        return (*to_read, void) if meeting.allowed.void else to_read

    def print_meeting(self, meeting: MeetingView) -> None:
        """Ask what the paper is for, then show it; the print is recorded."""
        what = tr(" · ").join((meeting.topic, title_of(meeting.nth)))
        ids = (meeting.group_id, meeting.id)
        question = print_question(self._context, what, GroupPaper.MEETING, ids, self.sheet.close_sheet)
        self.sheet.open_sheet(TITLES[GroupPaper.MEETING], question)

    def ask_void(self, meeting: MeetingView) -> None:
        """Ask why the meeting is to be voided."""
        column = WordsColumn(
            _("The meeting will count nowhere any more. It stays readable here, with the reason."),
            WordsEditor(MEETING.void_reason, lines=3),
            _("Void the meeting"),
            danger=True,
        )

        def void(reason: str) -> None:
            bound = operations.void_meeting.bind(meeting.id, meeting.version, reason)
            self._context.tasks.run(bound, lambda _version: self._finish(), refused, owner=column)

        def refused(error: AppError) -> None:
            if isinstance(error, ValidationFailed):
                column.refuse(error.problems)
            else:
                self._context.notices.error(error)

        column.confirmed.connect(void)
        self.sheet.open_sheet(_("Void the meeting"), column)

    def _finish(self) -> None:
        self.sheet.close_sheet()
        self._context.notices.inform(tr("Voided. The meeting stays readable here."))
        self._done()

    def _ask_history(self, meeting: MeetingView) -> None:
        self._context.tasks.run(operations.get_meeting_history.bind(meeting.id), self._show_history, owner=self._host)

    def _show_history(self, versions: tuple[MeetingVersion, ...]) -> None:
        column = PageColumn(name="meeting_history")
        for place, version in enumerate(versions):
            before = versions[place + 1] if place + 1 < len(versions) else None
            column.add(label(tr("{name}, {at}", name=version.by_name, at=show_datetime(version.at)), "strong"))
            if version.reason:
                column.add(label(tr("Reason: {reason}", reason=version.reason), wrap=True))
            for line in _changes(version, before):
                column.add(label(line, wrap=True))
            column.add(Hairline())
        self.sheet.open_sheet(_("History"), column)


def _changes(version: MeetingVersion, before: MeetingVersion | None) -> tuple[str, ...]:
    lines: list[str] = []
    for name in CONTENT_FIELDS if before is not None else ():
        field = MEETING.field(name)
        was, now = (field.show(getattr(each.content, name)) for each in (before, version) if each is not None)
        if was != now:
            lines.append(tr("{item}: {answer}", item=field.label, answer=tr("Before: {words}", words=was or "—")))
            lines.append(tr("After: {words}", words=now or tr("(empty)")))
    if before is not None:
        lines += _attendance_changes(version, before)
    return tuple(lines)


def _attendance_changes(version: MeetingVersion, before: MeetingVersion) -> list[str]:
    """Return whose attendance was entered otherwise than before."""
    shown = ATTENDANCE.attendance.show
    return [
        tr("{name}: {before} → {now}", name=name, before=shown(before.attendance[name]), now=shown(now))
        for name, now in version.attendance.items()
        if name in before.attendance and before.attendance[name] is not now
    ]
