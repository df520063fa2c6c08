"""Putting tasks aside without doing them: which ones, and the reason that is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QScrollArea, QVBoxLayout, QWidget

from xinmiao.features.today.page.rows import PressedRow, step_focus
from xinmiao.features.today.records import TASK_DISMISSAL
from xinmiao.kernel.tasks import Task
from xinmiao.kernel.texts import Text, _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.form import Form
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import label

_MOST_OFFERED = 50
"""More are not ticked one by one; each can be put aside from its own row."""


class TickRow(PressedRow):
    """A task with a box to tick; the whole row ticks it."""

    def __init__(self, task: Task, *, ticked: bool) -> None:
        super().__init__("dismiss_task")
        self.setCheckable(True)
        self.setAccessibleName(str(task.title))
        self.setToolTip(str(task.why))
        self._box = QCheckBox()
        self._box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._box.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.row.addWidget(self._box, 0, Qt.AlignmentFlag.AlignTop)
        self.row.addLayout(self.words(str(task.title), "", strong=False), 1)
        self.toggled.connect(self._box.setChecked)
        self.setChecked(ticked)


class DismissForm(QWidget):
    """Tasks to tick and one reason for all of them."""

    wanted = Signal(object, str)
    """The tasks (tuple), and the reason."""

    def __init__(self, tasks: Sequence[Task], chosen: Task | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dismiss_form")
        space = theme.current().size
        self._form = Form(TASK_DISMISSAL, ("reason",), parent=self)
        offered = [task for task in tasks if task.dismissible]
        first = offered[:_MOST_OFFERED] + [task for task in offered[_MOST_OFFERED:] if task == chosen]
        self._tasks, self._left_out = {task.key: task for task in first}, len(offered) - len(first)
        self._boxes = {key: self._box(task, chosen) for key, task in self._tasks.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-xl"))
        column.setSpacing(space("space-l"))
        told = label(
            _("They are not done, only out of sight. The reason is kept; they come back when something changes."),
            "muted",
            wrap=True,
        )
        column.addWidget(self._form.row("reason"))
        column.addWidget(told)
        column.addWidget(self._listing(), 1)
        self._problem = label("", "error", wrap=True)
        self._problem.setObjectName("dismiss_problem")
        self._problem.hide()
        column.addWidget(self._problem)
        self._button = Button("", role="primary", name="dismiss", keys="Ctrl+Enter", clicked=self.press)
        column.addWidget(self._button)
        self._count()

    def press(self) -> None:
        """Check, then tell."""
        ticked = tuple(self._tasks[key] for key, box in self._boxes.items() if box.isChecked())
        if not self._form.check():
            return
        self._say(None if ticked else _("Please tick at least one task."))
        if ticked:
            self.wanted.emit(ticked, str(self._form.values()["reason"]))

    def show_problems(self, problems: Mapping[str, Text]) -> None:
        """Say at the field what the operation refused."""
        self._form.show_problems(problems)

    def _box(self, task: Task, chosen: Task | None) -> TickRow:
        box = TickRow(task, ticked=chosen is not None and chosen.key == task.key)
        box.toggled.connect(self._count)
        box.moved.connect(lambda step: step_focus([*self._boxes.values()], box, step))
        return box

    def _listing(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        for box in self._boxes.values():
            inner.addWidget(box)
        if self._left_out:
            words = ntr("{count} more task stands on Today.", "{count} more tasks stand on Today.", self._left_out)
            inner.addWidget(label(words, "muted", wrap=True))
        inner.addStretch(1)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        for ground in (holder, area.viewport()):
            ground.setAutoFillBackground(False)  # the sheet's own ground is seen
        area.setAccessibleName(tr("Tasks"))
        return area

    def _count(self) -> None:
        count = sum(box.isChecked() for box in self._boxes.values())
        self._button.setText(ntr("Put {count} task aside", "Put {count} tasks aside", count))
        self._button.setAccessibleName(self._button.text())
        self._say(None)

    def _say(self, problem: Text | None) -> None:
        if hasattr(self, "_problem"):
            self._problem.setText("" if problem is None else str(problem))
            self._problem.setVisible(problem is not None)
