"""A light plan as it is typed in, read, checked and reviewed: one column of fields, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.documents import word_guard
from xinmiao.features.light_plans.records import (
    CONTENT_NAMES,
    LIGHT_PLAN,
    LIGHT_REVIEW,
    LightContent,
    LightEntry,
    LightView,
    LightWay,
)
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.records import RecordSpec
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.drafting import put_back, taken
from xinmiao.ui.forms.form import Form
from xinmiao.ui.forms.guarding import guards_under
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.editor_banner import EditorBanner
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Hairline, PageColumn

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
ENTRY_NAMES = (*CONTENT_NAMES, "writer", "written_on", "way")
REVIEW_NAMES = ("held_on", "progress", "evidence", "decision", "next_review_on")


class SheetQuestion(QWidget):
    """Fields of one record under one another, with the buttons that confirm them; Ctrl+Enter presses the first."""

    confirmed = Signal(str)
    """The name of the button."""
    changed = Signal()

    def __init__(self, spec: RecordSpec, names: Iterable[str], told: Iterable[str], verbs: Mapping[str, Text]) -> None:
        super().__init__()
        self.setObjectName("light_question")
        self.form = Form(spec, names, parent=self)
        self.banner = EditorBanner()
        self.busy = False
        self._first = next(iter(verbs))
        space = theme.current().size
        body = PageColumn(name="light_column")
        body.body.setSpacing(space("space-m"))
        for words in told:
            body.add(label(words, "muted", wrap=True))
        for name in self.form.model.names:
            body.add(self.form.row(name))
            for guard in guards_under(self.form.editor(name), word_guard.find):
                body.add(guard)
        foot = QHBoxLayout()
        foot.setContentsMargins(space("space-xl"), space("space-m"), space("space-xl"), space("space-m"))
        foot.addStretch(1)
        for name, verb in reversed(tuple(verbs.items())):
            foot.addWidget(self._button(name, verb))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(body, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)
        self.form.changed.connect(self.changed)

    def press(self, name: str = "") -> None:
        """Confirm; nothing while what was confirmed is being done."""
        if not self.busy:
            self.busy = True
            self.confirmed.emit(name or self._first)

    def refuse(self, error: AppError) -> None:
        """Mark what was refused, or tell it above the fields; what was typed stays."""
        self.busy = False
        if isinstance(error, ValidationFailed):
            self.form.show_problems(error.problems)
        else:
            told = tr("{next_step} ({code})", next_step=error.next_step, code=error.code)
            self.banner.tell("error", error.message, told)

    def plain(self) -> dict[str, Any]:
        """Return what stands there, for a draft."""
        return {"fields": taken(self.form)}

    def put_back(self, plain: Mapping[str, Any]) -> None:
        """Show what `plain` gave."""
        put_back(self.form, plain.get("fields") or {})

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Press the first button with Ctrl+Enter."""
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.press()
        else:
            super().keyPressEvent(event)

    def _button(self, name: str, words: Text) -> Button:
        first = name == self._first
        press: Callable[[], None] = lambda: self.press(name)  # noqa: E731 -- one line of wiring
        keys = "Ctrl+Enter" if first else ""
        return Button(words, role="primary" if first else "secondary", name=f"light_{name}", keys=keys, clicked=press)


def entry_question(view: LightView, kept: Mapping[str, Any], told: Iterable[str]) -> SheetQuestion:
    """Return the sheet to be typed; `kept` are writer, day and way of the sheet before."""
    verbs = {"next": _("Save and next"), "save": _("Save")}
    question = SheetQuestion(LIGHT_PLAN, ENTRY_NAMES, told, verbs)
    own = {"writer": view.line.writer or None, "written_on": view.line.written_on, "way": view.line.way}
    given = {name: value or kept.get(name) for name, value in own.items()}
    given["way"] = given["way"] or LightWay.PAPER
    question.form.set_values({**vars(view.content), **given})
    return question


def entry_of(question: SheetQuestion) -> LightEntry:
    """Return what was typed."""
    values = question.form.values()
    texts = {name: values[name] or "" for name in CONTENT_NAMES if name != "review_on"}
    content = LightContent(**texts, review_on=values["review_on"])
    return LightEntry(content, values["writer"] or "", values["written_on"], values["way"] or LightWay.SCREEN)


def reason_question(told: Iterable[str]) -> SheetQuestion:
    """Return the question why a sheet counts all the same."""
    return SheetQuestion(LIGHT_PLAN, ("checked_words",), told, {"save": _("Check with this reason")})


def review_question(view: LightView, today: object) -> SheetQuestion:
    """Return the review of a sheet."""
    told = (tr("{label}: {text}", label=str(LIGHT_PLAN.goal.label), text=view.content.goal),)
    question = SheetQuestion(LIGHT_REVIEW, REVIEW_NAMES, told, {"save": _("Save the review")})
    question.form.set_values({"held_on": today})
    return question
