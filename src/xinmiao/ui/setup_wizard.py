"""The first start: in a few steps from an empty folder to a signed-in counsellor.

Owns the order of the steps and the way between them; what each step asks is `setup_steps`. Making the keys and
the files is the application's (`SchoolMaker`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.texts import Text, _
from xinmiao.ui import theme
from xinmiao.ui.jobs import Jobs
from xinmiao.ui.setup_steps import AccountStep, DoneStep, MakingStep, SchoolStep, Step, WelcomeStep
from xinmiao.ui.sheet_step import SheetStep
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.messages import Banner
from xinmiao.ui.widgets.stepper import Stepper

_WIDTH_PX = 720


@dataclass(frozen=True, repr=False)
class SchoolDraft:
    """What the wizard has asked. `stages` are primary, junior, senior; the years say how long each lasts."""

    name: str
    stages: tuple[str, ...]
    primary_years: int
    junior_years: int
    account_label: str
    password: str


class NewSchool(Protocol):
    """A school that was just made, with its recovery sheet."""

    @property
    def sheet_groups(self) -> tuple[str, ...]:
        """The recovery code in its groups."""
        ...

    @property
    def secret_groups(self) -> tuple[str, ...]:
        """The school secret code in its groups."""
        ...

    @property
    def unlocked(self) -> object:
        """The founder's keys, for `Entrance.open`."""
        ...

    def sheet_paper(self) -> bytes:
        """Return the sheet as a PDF; work lane."""
        ...

    def confirm(self, code: str, secret: str) -> None:
        """Note that both codes were typed back; database lane.

        Raises:
            ValidationFailed: a typing slip, or another sheet; its problems are called `code` and `secret`.
        """
        ...


class SchoolMaker(Protocol):
    """Makes a school in the data folder."""

    @property
    def folder(self) -> str:
        """Where the files will lie, to be shown."""
        ...

    def password_problem(self, password: str) -> Text | None:
        """Return what is wrong with a new password, or None; answers at once."""
        ...

    def make(self, draft: SchoolDraft) -> NewSchool:
        """Make keys and files; takes seconds. Database lane, where the files stay open.

        Raises:
            AppError: the folder, the disk, or what was typed.
        """
        ...


class PaperDesk(Protocol):
    """Shows the recovery sheet for printing and saving."""

    def __call__(self, make: Callable[[], bytes], owner: QWidget) -> None:
        """Open the preview of what `make` returns."""
        ...


class SetupWizard(QWidget):
    """Six steps, by mouse or by keyboard: Enter goes on, Alt+Left back, Esc leaves before anything was made."""

    left = Signal()
    finished = Signal(object)
    """The founder's keys."""

    def __init__(self, maker: SchoolMaker, jobs: Jobs, show_paper: PaperDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("setup_wizard")
        self._maker = maker
        self._jobs = jobs
        self._school: NewSchool | None = None
        self.welcome = WelcomeStep(maker.folder)
        self.school = SchoolStep()
        self.account = AccountStep(maker.password_problem)
        self.making = MakingStep()
        self.sheet = SheetStep(show_paper)
        self.done = DoneStep()
        self._steps: tuple[Step, ...] = (
            self.welcome, self.school, self.account, self.making, self.sheet, self.done
        )  # fmt: skip
        self.stepper = Stepper([step.title for step in self._steps], name="setup_stepper")
        self._stack = QStackedWidget()
        for step in self._steps:
            self._stack.addWidget(step)
            step.go_on.connect(self.next)
        self.back_button = Button(_("Back"), name="wizard_back", keys="Alt+Left", clicked=self.back)
        self.next_button = Button(_("Continue"), role="primary", name="wizard_next", keys="Enter", clicked=self.next)
        self.later_button = Button(_("Type it back later"), role="quiet", name="wizard_later", clicked=self._to_done)
        self._banner: Banner | None = None
        self._lay_out()
        for keys, answer in (("Alt+Left", self.back), ("Esc", self._leave)):
            QShortcut(QKeySequence(keys), self, answer)
        self._show(0)

    @property
    def step(self) -> Step:
        """Return the step in front."""
        return self._steps[self._stack.currentIndex()]

    def next(self) -> None:
        """Go on, unless the step has something against it."""
        if not self.next_button.isEnabled() or not self.step.check():
            return
        if self.step is self.account:
            self._make()
        elif self.step is self.sheet:
            self._confirm()
        elif self.step is self.done:
            self._finish()
        else:
            self._show(self._stack.currentIndex() + 1)

    def back(self) -> None:
        """Go back; not behind the making of the keys."""
        if self.step in {self.school, self.account}:
            self._show(self._stack.currentIndex() - 1)

    def _leave(self) -> None:
        if self._school is None and self.step is not self.making:
            self.left.emit()

    def _make(self) -> None:
        self._show(self._steps.index(self.making))
        primary_years, junior_years = self.school.years()
        draft = SchoolDraft(
            self.school.name(),
            self.school.stages(),
            primary_years,
            junior_years,
            self.account.label(),
            self.account.password(),
        )
        self._jobs.start(
            _("Making the keys"), lambda _progress: self._maker.make(draft), self._made, self._not_made, owner=self
        )

    def _made(self, school: NewSchool) -> None:
        self._school = school
        self.account.forget()
        self.sheet.take(school.sheet_groups, school.secret_groups, school.sheet_paper)
        self._show(self._steps.index(self.sheet))

    def _not_made(self, error: AppError) -> None:
        self._show(self._steps.index(self.account))
        if isinstance(error, ValidationFailed) and self.account.show_problems(error.problems):
            return
        self._tell(error)

    def _confirm(self) -> None:
        if self._school is None:
            return
        self.next_button.setEnabled(False)
        (code, secret), confirm = self.sheet.typed(), self._school.confirm
        self._jobs.start(
            _("Checking the sheet"),
            lambda _progress: confirm(code, secret),
            self._confirmed,
            self._not_confirmed,
            owner=self,
        )

    def _confirmed(self, _nothing: None) -> None:
        self.done.confirmed = True
        self._to_done()

    def _not_confirmed(self, error: AppError) -> None:
        self.next_button.setEnabled(True)
        problems = error.problems if isinstance(error, ValidationFailed) else {"code": error.message}
        self.sheet.show_problems(problems)

    def _to_done(self) -> None:
        self.sheet.forget()
        self._show(self._steps.index(self.done))

    def _finish(self) -> None:
        if self._school is not None:
            self.next_button.setEnabled(False)
            school, self._school = self._school, None
            self.finished.emit(school.unlocked)

    def _tell(self, error: AppError) -> None:
        if self._banner is not None:
            self._banner.deleteLater()
        self._banner = Banner("error", error.message, f"{error.next_step} ({error.code})", name="wizard_banner")
        self._column.insertWidget(1, self._banner)

    def _show(self, index: int) -> None:
        if self._banner is not None:
            self._banner.hide()
        self._stack.setCurrentIndex(index)
        self.stepper.set_current(index)
        step = self.step
        self.back_button.setVisible(step in {self.school, self.account})
        self.next_button.setVisible(step is not self.making)
        self.next_button.setEnabled(True)
        self.next_button.setText(str(step.next_words))
        self.later_button.setVisible(step is self.sheet)
        step.enter()

    def _lay_out(self) -> None:
        card, self._column = _card(self)
        self._column.addWidget(self.stepper)
        self._column.addWidget(self._stack, 1)
        row = QHBoxLayout()
        row.addWidget(self.back_button)
        row.addStretch()
        row.addWidget(self.later_button)
        row.addWidget(self.next_button)
        self._column.addLayout(row)
        outer = QVBoxLayout(self)
        outer.addWidget(card, 1, Qt.AlignmentFlag.AlignCenter)


def _card(parent: QWidget) -> tuple[QFrame, QVBoxLayout]:
    look = theme.current()
    card = QFrame(parent)
    card.setProperty("look", "card")
    card.setFixedWidth(look.px(_WIDTH_PX))
    column = QVBoxLayout(card)
    column.setContentsMargins(*[look.size("space-xl")] * 4)
    column.setSpacing(look.size("space-l"))
    return card, column
