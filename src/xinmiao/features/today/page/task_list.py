"""The list of tasks: at most seven, the rest behind a number and in steps, each a way to where it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from xinmiao.features.today.page.rows import PressedRow, step_focus
from xinmiao.features.today.records import URGENCY_WORDS
from xinmiao.features.today.rules import SHOWN_TASKS, draft_key
from xinmiao.kernel.tasks import Task, Urgency
from xinmiao.kernel.texts import Text, _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action, fill_menu
from xinmiao.ui.widgets.buttons import IconButton, LinkButton
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.icon_label import IconLabel
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import EmptyState
from xinmiao.ui.widgets.surfaces import Card, Hairline

_URGENCY_PX = 84
_STEP = 50
"""So many more tasks are shown at once; a row is built only when it is shown."""

_LOOKS = {
    Urgency.RISK: ("alarm", "shield-alert"),
    Urgency.OVERDUE: ("warn", "triangle-alert"),
    Urgency.DUE: ("watch", "clock"),
    Urgency.ROUTINE: ("calm", "list"),
}


class TaskRow(PressedRow):
    """One task: urgency, title, why, an arrow; a menu puts it aside."""

    aside_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, task: Task, parent: QWidget | None = None) -> None:
        super().__init__("task_row", parent)
        self.task = task
        self.can_aside = task.dismissible
        self._is_draft = bool(draft_key(task))
        word, (tone, icon) = URGENCY_WORDS[task.urgency], _LOOKS[task.urgency]
        self.setAccessibleName(tr("{urgency}: {title}", urgency=word, title=task.title))
        self.setAccessibleDescription(str(task.why))
        self.setToolTip(tr("Open (Enter)"))
        gutter = QWidget()
        gutter.setFixedWidth(theme.current().px(_URGENCY_PX))
        gutter.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inner = QVBoxLayout(gutter)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(StatusChip(word, tone, icon=icon))
        inner.addStretch(1)
        self.row.addWidget(gutter)
        self.row.addLayout(self.words(str(task.title), str(task.why)), 1)
        self._more = IconButton("ellipsis", tr("More (menu key)"), name="task_more")
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._more.clicked.connect(self._open_menu)
        policy = self._more.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._more.setSizePolicy(policy)
        self._more.hide()
        self.row.addWidget(self._more)
        self.row.addWidget(IconLabel("chevron-right", "muted"))

    def lit(self, *, on: bool) -> None:
        """Offer the menu on the lit row."""
        super().lit(on=on)
        self._more.setVisible(on and (self.can_aside or self._is_draft))

    def actions_here(self) -> tuple[Action, ...]:
        """Return what can be done with this task."""
        put_aside = Action(
            "put_aside", _("Put aside…"), self.aside_wanted.emit, "Del", "archive", lambda: self.can_aside
        )
        open_it = Action("open_task", _("Open"), self.click, "Return", "arrow-right")
        discard = Action("discard_draft", _("Throw the draft away…"), self.discard_wanted.emit, "Del", "trash-2")
        return (open_it, discard if self._is_draft else put_aside)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Put aside, or throw a draft away, with Del."""
        if event.key() == Qt.Key.Key_Delete and self._is_draft:
            self.discard_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete and self.can_aside:
            self.aside_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 -- Qt's name
        """Offer the same by right click and by the menu key."""
        self._menu().popup(event.globalPos())

    def _open_menu(self) -> None:
        self._menu().popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("task_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_menu(menu, self.actions_here())
        return menu


class TaskList(Card):
    """The card of tasks."""

    opened = Signal(object)
    """The task whose place is wanted."""
    aside_wanted = Signal(object)
    """The task to be put aside, or None: the user will choose which ones."""
    aside_list_wanted = Signal()
    """What was put aside is wanted."""
    discard_wanted = Signal(object)
    """The task of the draft to be thrown away."""

    def __init__(self, *, may_dismiss: bool, parent: QWidget | None = None) -> None:
        super().__init__(tr("To do"), name="task_list")
        self.setParent(parent)
        self._may_dismiss = may_dismiss
        self._tasks: tuple[Task, ...] = ()
        self._shown = SHOWN_TASKS
        self._rows: list[PressedRow] = []
        self._aside = LinkButton(_("Put aside…"), name="put_several_aside")
        self._aside.setToolTip(tr("Put tasks aside without doing them; the reason is kept"))
        self._aside.clicked.connect(lambda _checked=False: self.aside_wanted.emit(None))
        self._listed = LinkButton("", name="list_aside")
        self._listed.clicked.connect(lambda _checked=False: self.aside_list_wanted.emit())
        self.add_action(self._listed)
        self.add_action(self._aside)
        self._counts = label("", "muted", wrap=True)
        self._counts.setObjectName("task_counts")
        self.body.addWidget(self._counts)
        self._place = QVBoxLayout()
        self._place.setSpacing(0)
        self.body.addLayout(self._place)
        self._more = LinkButton("", name="more_tasks")
        self._more.clicked.connect(self._show_more)
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.all_done = EmptyState(
            _("Everything for today is done; you may lock the door."), icon="circle-check", name="all_done"
        )
        self.body.addWidget(self.all_done, 1)
        self.body.addStretch(1)
        self.set_tasks((), all_done=None)

    def set_tasks(self, tasks: Sequence[Task], *, all_done: Text | None, aside: int = 0) -> None:
        """Show tasks in their order; without any, say `all_done` (nothing while it is not known)."""
        self._listed.setText(tr("Put aside: {count}", count=aside))
        self._listed.setAccessibleName(self._listed.text())
        self._listed.setVisible(self._may_dismiss and aside > 0)
        kept = next((row.task.key for row in self._rows if isinstance(row, TaskRow) and row.hasFocus()), "")
        self._tasks = tuple(tasks)
        self.set_title(tr("To do ({count})", count=len(tasks)) if tasks else tr("To do"))
        self._aside.setVisible(self._may_dismiss and any(task.dismissible for task in tasks))
        self._counts.setText(_counts_by_urgency(tasks))
        self._counts.setVisible(len(tasks) > SHOWN_TASKS)
        self._fill()
        self.all_done.setVisible(not tasks and all_done is not None)
        if all_done is not None:
            self.all_done.set_sentence(all_done)
        for row in self._rows:
            if isinstance(row, TaskRow) and row.task.key == kept:
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> bool:
        """Go to the first task; False when there is none."""
        if self._rows:
            self._rows[0].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(self._rows)

    def _show_more(self) -> None:
        """Show the next tasks below the others; after the last of them, the first seven again."""
        before = len(self._rows)
        if before == len(self._tasks):
            self._shown = SHOWN_TASKS
            self._fill()
            return
        self._shown = before + _STEP
        self._add_rows()
        self._rows[before].setFocus(Qt.FocusReason.TabFocusReason)

    def _fill(self) -> None:
        while (item := self._place.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._rows = []
        self._add_rows()

    def _add_rows(self) -> None:
        for task in self._tasks[len(self._rows) : self._shown]:
            if self._rows:
                self._place.addWidget(Hairline())
            row = self._row(task)
            self._place.addWidget(row)
            row.show()  # at once, so that it can take the keyboard
        rest = len(self._tasks) - len(self._rows)
        self._more.setVisible(len(self._tasks) > SHOWN_TASKS)
        words = ntr("{count} more task", "{count} more tasks", rest) if rest else tr("Show seven only")
        self._more.setText(words)
        self._more.setAccessibleName(words)

    def _row(self, task: Task) -> TaskRow:
        row = TaskRow(task)
        row.can_aside = task.dismissible and self._may_dismiss
        row.clicked.connect(partial(self._open, task))
        row.aside_wanted.connect(partial(self.aside_wanted.emit, task))
        row.discard_wanted.connect(partial(self.discard_wanted.emit, task))
        row.moved.connect(lambda step, here=row: step_focus(self._rows, here, step))
        self._rows.append(row)
        return row

    def _open(self, task: Task, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self.opened.emit(task)


def _counts_by_urgency(tasks: Sequence[Task]) -> str:
    """Return how many there are of each urgency, so that a long list is taken in without being opened."""
    counted = Counter(task.urgency for task in tasks)
    told = (tr("{urgency} {count}", urgency=URGENCY_WORDS[each], count=counted[each]) for each in sorted(counted))
    return tr(" · ").join(told)
