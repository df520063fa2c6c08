"""The declaration of how far the wizard of a school year is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from xinmiao.kernel.fields import ChoiceField, IntegerField, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.settings import Setting, SettingLevel
from xinmiao.kernel.texts import _
from xinmiao.kernel.year_steps import StepState

WHOLE = "whole"
"""Stands in the place of a step for the whole wizard, when it was ended or put aside."""


class StepMark(StrEnum):
    """What was said of a step."""

    DONE = "done"
    SKIPPED = "skipped"


class FromDay(StrEnum):
    """From which day of the calendar the wizard is offered."""

    AUGUST_1 = "august_1"
    AUGUST_15 = "august_15"
    AUGUST_25 = "august_25"
    SEPTEMBER_1 = "september_1"


class YearStepSpec(RecordSpec):
    """A step of the wizard that was done or skipped, in one school year."""

    record = "year_step"
    label = _("Step of the school year")
    file = DataFile.SCHOOL

    school_year = IntegerField(label=_("School year"), minimum=1980, maximum=2199, required=True)
    step = TextField(label=_("Step"), required=True, max_length=40)
    state = ChoiceField(
        label=_("State"),
        choices=StepMark,
        labels=((StepMark.DONE, _("Done")), (StepMark.SKIPPED, _("Skipped"))),
        required=True,
    )


YEAR_STEP = YearStepSpec()

OFFERED_FROM = Setting(
    "school_year.offered_from",
    SettingLevel.SCHOOL,
    ChoiceField(
        label=_("New school year: wizard offered from"),
        help=_("From this day on, Today reminds of it until it is done or put aside."),
        choices=FromDay,
        labels=(
            (FromDay.AUGUST_1, _("1 August")),
            (FromDay.AUGUST_15, _("15 August")),
            (FromDay.AUGUST_25, _("25 August")),
            (FromDay.SEPTEMBER_1, _("1 September")),
        ),
        required=True,
    ),
    default=FromDay.AUGUST_25,
)


@dataclass(frozen=True)
class StepView:
    """A step with how far it is; `mark` is what was said of it."""

    name: str
    state: StepState
    mark: StepMark | None = None

    @property
    def open(self) -> bool:
        """Return whether it is still to be done."""
        return self.mark is None and not self.state.done


@dataclass(frozen=True)
class YearView:
    """The wizard of a school year."""

    school_year: int
    steps: tuple[StepView, ...]
    ended: bool

    @property
    def current(self) -> int:
        """Return the number of the first open step; that after the last when none is open."""
        return next((place for place, step in enumerate(self.steps) if step.open), len(self.steps))
