"""The steps of the first start, each with what it asks and what it has against an answer.

Owns the fields of the wizard except the recovery sheet (`sheet_step`). The order of the steps is `setup_wizard`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from xinmiao.kernel.texts import Text, _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import LinkButton
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.inputs import PasswordField
from xinmiao.ui.widgets.labels import label

STAGES: tuple[tuple[str, Text], ...] = (
    ("primary", _("Primary school")),
    ("junior", _("Junior secondary school")),
    ("senior", _("Senior secondary school")),
)
YEARS: tuple[tuple[Text, int, int], ...] = (
    (_("6 years of primary, 3 years of junior secondary school"), 6, 3),
    (_("5 years of primary, 4 years of junior secondary school"), 5, 4),
)
_SENIOR_YEARS = 3
_LONGEST_NAME = 60
_LONGEST_LABEL = 30


def named(widget: QLabel, name: str) -> QLabel:
    """Return `widget` after giving it the name by which it is found."""
    widget.setObjectName(name)
    return widget


class Step(QWidget):
    """One step: a heading, fields, and what may stand against going on."""

    go_on = Signal()
    """Enter was pressed in the last field."""
    title: Text = _("Step")
    next_words: Text = _("Continue")

    def __init__(self, heading: Text, words: Text | str = "") -> None:
        super().__init__()
        look = theme.current()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(look.size("space-m"))
        self.body.addWidget(label(heading, "title"))
        if str(words):
            self.body.addWidget(label(words, "muted", wrap=True))

    def enter(self) -> None:
        """Put the cursor where one begins; called when the step comes to the front."""

    def check(self) -> bool:
        """Mark what is wrong and return whether one may go on."""
        return True


class WelcomeStep(Step):
    """What this is, and where the files will lie."""

    trial_wanted = Signal()

    title = _("Welcome")
    next_words = _("Begin")

    def __init__(self, folder: str) -> None:
        super().__init__(
            _("Set up your school"),
            _(
                "Xinmiao keeps the records of the counselling room on this computer, encrypted. "
                "It needs no network. Setting up takes about two minutes."
            ),
        )
        self.setObjectName("step_welcome")
        for words in (
            _("You will give the school's name, your account and a password."),
            _("You will get a recovery sheet, the only way back when the password is forgotten."),
        ):
            self.body.addWidget(label(words, wrap=True))
        self.body.addWidget(label(_("The files will lie here:"), "strong"))
        place = label(folder, "secondary", wrap=True)
        place.setObjectName("data_folder")
        self.body.addWidget(place)
        trial = LinkButton(_("Try it first with an invented school"), name="try_out")
        trial.clicked.connect(self.trial_wanted)
        self.body.addWidget(trial)
        self.body.addStretch()


class SchoolStep(Step):
    """Name, stages and years."""

    title = _("School")

    def __init__(self) -> None:
        super().__init__(_("Your school"))
        self.setObjectName("step_school")
        self._name = QLineEdit()
        self._name.setObjectName("wizard_school_name")
        self._name.setMaxLength(_LONGEST_NAME)
        self._name.returnPressed.connect(self.go_on)
        self._name_row = FieldRow(_("Name of the school"), self._name, _("As it stands on papers."), required=True)
        self._name.textEdited.connect(lambda _typed: self._name_row.set_error(None))
        self._stage_boxes: dict[str, QCheckBox] = {}
        self._stages_row = FieldRow(
            _("Stages"), self._make_boxes(), _("A nine-year school ticks the first two."), required=True
        )
        self._years = QComboBox()
        self._years.setObjectName("wizard_years")
        for words, *_counts in YEARS:
            self._years.addItem(str(words))
        self._years.currentIndexChanged.connect(self._tell_grades)
        self._grades = named(label("", "secondary"), "wizard_grades")
        for row in (self._name_row, self._stages_row, FieldRow(_("Years"), self._years), self._grades):
            self.body.addWidget(row)
        self.body.addStretch()
        self._tell_grades()

    def name(self) -> str:
        """Return the school's name."""
        return " ".join(self._name.text().split())

    def stages(self) -> tuple[str, ...]:
        """Return the ticked stages."""
        return tuple(name for name, box in self._stage_boxes.items() if box.isChecked())

    def years(self) -> tuple[int, int]:
        """Return how many years primary and junior secondary school last."""
        _words, primary, junior = YEARS[self._years.currentIndex()]
        return primary, junior

    def grade_count(self) -> int:
        """Return how many grades the school has."""
        primary, junior = self.years()
        lengths = {"primary": primary, "junior": junior, "senior": _SENIOR_YEARS}
        return sum(lengths[stage] for stage in self.stages())

    def enter(self) -> None:
        """Begin with the name."""
        self._name.setFocus()

    def check(self) -> bool:
        """Ask for a name and at least one grade."""
        self._name_row.set_error(None if self.name() else _("Please write the school's name."))
        self._stages_row.set_error(None if self.stages() else _("Please tick at least one stage."))
        if not self.name():
            self._name.setFocus()
        return bool(self.name() and self.stages())

    def _make_boxes(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().size("space-xl"))
        for name, words in STAGES:
            box = QCheckBox(str(words))
            box.setObjectName(f"stage_{name}")
            box.setAccessibleName(str(words))
            box.toggled.connect(self._tell_grades)
            self._stage_boxes[name] = box
            row.addWidget(box)
        row.addStretch()
        return holder

    def _tell_grades(self) -> None:
        count = self.grade_count()
        if count:
            self._stages_row.set_error(None)
        self._grades.setText(ntr("{count} grade", "{count} grades", count) if count else "")
        self._years.setEnabled(bool(set(self.stages()) & {"primary", "junior"}))


class AccountStep(Step):
    """The first account and its password."""

    title = _("Account")
    next_words = _("Make the school")

    def __init__(self, password_problem: Callable[[str], Text | None]) -> None:
        super().__init__(
            _("Your account"), _("You are the counsellor and look after the accounts; both can be shared out later.")
        )
        self.setObjectName("step_account")
        self._problem = password_problem
        self._label = QLineEdit()
        self._label.setObjectName("wizard_account")
        self._label.setMaxLength(_LONGEST_LABEL)
        self._label.returnPressed.connect(self.focusNextChild)
        self._first = PasswordField(_("Password"), name="wizard_password")
        self._first.entered.connect(self.focusNextChild)
        self._second = PasswordField(_("Password once more"), name="wizard_password_again")
        self._second.entered.connect(self.go_on)
        self._label_row = FieldRow(
            _("Account name"),
            self._label,
            _("Shown on the lock screen to everybody, for example the room's name."),
            required=True,
        )
        self._first_row = FieldRow(
            _("Password"),
            self._first,
            _("At least 12 characters, or four words with spaces. A sentence is easy to keep in mind."),
            required=True,
        )
        self._second_row = FieldRow(_("Password once more"), self._second, required=True)
        self._lay_out()

    def _lay_out(self) -> None:
        for row in (self._label_row, self._first_row, self._second_row):
            self.body.addWidget(row)
        self.body.addStretch()

    def label(self) -> str:
        """Return the account's label."""
        return " ".join(self._label.text().split())

    def password(self) -> str:
        """Return the password."""
        return self._first.text()

    def forget(self) -> None:
        """Empty the password fields."""
        self._first.clear()
        self._second.clear()

    def enter(self) -> None:
        """Begin with the label."""
        self._label.setFocus()

    def check(self) -> bool:
        """Ask for a label, a good password, and the same one twice."""
        problem = self._problem(self.password())
        problems = {
            "label": None if self.label() else _("Please write a name for the account."),
            "password": problem,
            "again": None
            if problem or self._second.text() == self.password()
            else _("The two passwords differ; please type them again."),
        }
        return not self.show_problems({name: text for name, text in problems.items() if text is not None})

    def show_problems(self, problems: Mapping[str, Text]) -> bool:
        """Mark the fields; return whether any of `problems` belongs to one of them."""
        rows = {"label": self._label_row, "password": self._first_row, "again": self._second_row}
        for name, row in rows.items():
            row.set_error(problems.get(name))
        wrong = [row for name, row in rows.items() if name in problems]
        if wrong:
            wrong[0].editor.setFocus()
        return bool(wrong)


class MakingStep(Step):
    """Keys and files are being made."""

    title = _("Keys")

    def __init__(self) -> None:
        super().__init__(_("Making the keys"), _("This takes a few seconds."))
        self.setObjectName("step_making")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(tr("Making the keys"))
        self.body.addWidget(bar)
        self.body.addStretch()


class DoneStep(Step):
    """What was made, and what comes next."""

    title = _("Done")
    next_words = _("Start working")

    def __init__(self) -> None:
        super().__init__(_("Your school is set up"))
        self.setObjectName("step_done")
        self.confirmed = False
        self._words = named(label("", wrap=True), "done_words")
        self.body.addWidget(self._words)
        self.body.addWidget(label(_("Next: bring in your student list, or add a student by hand."), wrap=True))
        self.body.addStretch()

    def enter(self) -> None:
        """Say whether the sheet was typed back."""
        self._words.setText(
            tr("The recovery sheet is confirmed. Put it into a sealed envelope, in two places.")
            if self.confirmed
            else tr("The recovery sheet is not confirmed yet; Today will remind you of it.")
        )
