"""Read models of light plans: what pages, papers and workbooks are handed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from xinmiao.features.light_plans.records.sheets import LightState, LightWay, Problem
from xinmiao.features.plans.records import GoalProgress, ReviewDecision
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.texts import Text, _

STATE_LABELS: dict[LightState, Text] = {
    LightState.OPENED: _("Not handed in"),
    LightState.FILLED: _("To be checked"),
    LightState.CHECKED: _("Checked by the room"),
    LightState.REVIEW_DUE: _("Review due"),
    LightState.CLOSED: _("Closed"),
}
STATE_TONES: dict[LightState, str] = {
    LightState.OPENED: "",
    LightState.FILLED: "watch",
    LightState.CHECKED: "accent",
    LightState.REVIEW_DUE: "watch",
    LightState.CLOSED: "calm",
}
PROBLEM_LABELS: dict[Problem, Text] = {
    Problem.EMPTY: _("Empty"),
    Problem.INCOMPLETE: _("Not complete"),
    Problem.COPIED: _("Same text as another"),
    Problem.COPIED_EARLIER: _("Same text as before"),
}


class Group(StrEnum):
    """For whom light plans are opened."""

    LEFT_BEHIND = "left_behind"
    BOTH_PARENTS_AWAY = "both_parents_away"
    MIGRANT = "migrant_child"
    ORPHAN = "orphan"
    DISABILITY = "disability"
    AID = "needs_aid"
    EVERYBODY = "everybody"


@dataclass(frozen=True)
class LightContent:
    """The sheet as it is typed; empty text for nothing."""

    situation: str = ""
    strengths: str = ""
    goal: str = ""
    measure_1: str = ""
    measure_2: str = ""
    measure_3: str = ""
    responsible: str = ""
    review_on: date | None = None

    @property
    def measures(self) -> tuple[str, ...]:
        """Return the measures that say something."""
        return tuple(text for text in (self.measure_1, self.measure_2, self.measure_3) if text)


@dataclass(frozen=True)
class LightEntry:
    """A sheet taken over: whose text it is, of which day, and by which way it came."""

    content: LightContent
    writer: str
    written_on: date | None
    way: LightWay


@dataclass(frozen=True)
class Finding:
    """Why a sheet does not count; `other` names the student or period whose text it is."""

    problem: Problem
    other: str = ""


@dataclass(frozen=True)
class LightLine:
    """A light plan as the list shows it."""

    id: str
    student: StudentLine
    mentor: str
    period: str
    state: LightState
    findings: tuple[Finding, ...]
    writer: str
    written_on: date | None
    way: LightWay | None
    responsible: str
    review_on: date | None
    checked_words: str
    version: int

    @property
    def to_check(self) -> bool:
        """Return whether it was handed in and nothing speaks against it."""
        return self.state is LightState.FILLED and not self.findings


@dataclass(frozen=True)
class LightReviewView:
    """One review."""

    nth: int
    held_on: date
    progress: GoalProgress
    evidence: str
    decision: ReviewDecision
    next_review_on: date | None
    reviewer_name: str


@dataclass(frozen=True)
class LightView:
    """A light plan in full."""

    line: LightLine
    content: LightContent
    reviews: tuple[LightReviewView, ...]
    checked_on: date | None
    checked_name: str
    closed_on: date | None
    created_at: datetime

    @property
    def id(self) -> str:
        """Return the light plan's id."""
        return self.line.id


@dataclass(frozen=True)
class LightReviewDraft:
    """A review as it is asked for."""

    light_plan_id: str
    base_version: int
    held_on: date | None
    progress: GoalProgress | None
    evidence: str
    decision: ReviewDecision | None
    next_review_on: date | None


@dataclass(frozen=True)
class LightOpening:
    """For whom light plans are to be opened: a group, as far as it is in the grade or class."""

    group: Group
    period: str
    grade_key: str = ""
    class_id: str = ""


@dataclass(frozen=True)
class OpeningPreview:
    """Who would get a light plan, and who has one already."""

    wanted: tuple[StudentLine, ...]
    have_one: tuple[StudentLine, ...]


class RowFate(StrEnum):
    """What would happen to a row of a workbook."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CONFLICT = "conflict"
    EMPTY = "empty"
    COPIED = "copied"
    UNKNOWN = "unknown"
    REFUSED = "refused"


@dataclass(frozen=True)
class SheetRow:
    """One row of a workbook; `problem` says why a cell could not be read."""

    sheet: str
    row: int
    class_label: str
    number: str
    name: str
    content: LightContent
    problem: str = ""


@dataclass(frozen=True)
class TriedRow:
    """A row with what would happen to it and why."""

    row: SheetRow
    fate: RowFate
    why: str = ""
    light_plan_id: str = ""

    @property
    def id(self) -> str:
        """Return what names the row in a table."""
        return f"{self.row.sheet}:{self.row.row}"


@dataclass(frozen=True)
class TakeOver:
    """What a trial run found, or what taking over did."""

    rows: tuple[TriedRow, ...]

    def count(self, *fates: RowFate) -> int:
        """Return how many rows have one of these fates."""
        counts = Counter(row.fate for row in self.rows)
        return sum(counts[fate] for fate in fates)

    @property
    def is_known(self) -> bool:
        """Return whether everything that is written in it was taken over already."""
        written = [row for row in self.rows if row.fate is not RowFate.EMPTY]
        return bool(written) and all(row.fate is RowFate.SAME for row in written)


@dataclass(frozen=True)
class WorkbookPart:
    """The students of one mentor or class, for one file."""

    name: str
    period: str
    students: tuple[StudentLine, ...]


@dataclass(frozen=True)
class LightPrint:
    """Everything a printed sheet is made of; without a view it is a blank one, with or without a name."""

    student: StudentLine | None
    period: str
    head: PaperHead
    view: LightView | None = None


@dataclass(frozen=True)
class ClassCount:
    """How far one class is."""

    class_label: str
    opened: int
    handed_in: int
    done: int


@dataclass(frozen=True)
class LightCounts:
    """How far the school, or the own grade, is; `classes` is empty for whom only sums are."""

    period: str
    opened: int
    handed_in: int
    done: int
    classes: tuple[ClassCount, ...] = ()
