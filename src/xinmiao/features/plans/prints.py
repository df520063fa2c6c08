"""The papers of a plan: the sheet for a meeting, the page for the family, the whole history, the empty form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xinmiao.documents.chapter_blocks import chapter_blocks
from xinmiao.documents.paper import (
    Align,
    Block,
    Column,
    Heading,
    KeepTogether,
    KeyValue,
    KeyValues,
    Paper,
    Paragraph,
    SignatureLines,
    Spacer,
    Table,
    TextStyle,
    WritingLines,
)
from xinmiao.features.plans.records import (
    GOAL,
    MEASURE,
    PLAN,
    PROGRESS,
    REVIEW,
    STATE_LABELS,
    GoalProgress,
    GoalView,
    MeasureSide,
    MeasureView,
    PlanPaper,
    PlanPrint,
    PlanState,
    PlanView,
)
from xinmiao.features.plans.records.plans import PASSAGES
from xinmiao.features.plans.rules.entries import approval_words, chapter_entry, title_of
from xinmiao.features.plans.rules.papers import family_goal, measures_of
from xinmiao.kernel.display import show_date
from xinmiao.kernel.file_chapters import FileChapter
from xinmiao.kernel.help_lines import HELP_LINES
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.texts import _, tr

_SHOWN_REVIEWS = 2
_EMPTY_ROWS = 3
_FORM_GOALS, _FORM_MEASURES = 3, 6
_HAND_MM = 11.0
"""The height of a row that is filled in by hand."""


def plan_paper(print_: PlanPrint, kind: PlanPaper, *, purpose: str) -> Paper:
    """Return one of the papers of a plan."""
    makers = {PlanPaper.MEETING: _meeting, PlanPaper.FAMILY: _family, PlanPaper.HISTORY: _history}
    titles = {
        PlanPaper.MEETING: tr("Plan: sheet for the meeting"),
        PlanPaper.FAMILY: tr("What we do together"),
        PlanPaper.HISTORY: tr("Plan: all versions and reviews"),
    }
    plan = print_.plan
    family = kind is PlanPaper.FAMILY
    drawn_up = plan.state is PlanState.DRAFT and kind is PlanPaper.MEETING
    return Paper(
        title=titles[kind],
        subtitle=tr(" · ").join(part for part in (plan.student.name, plan.student.class_label) if part),
        blocks=tuple(makers[kind](print_)),
        school=print_.head.school,
        number="" if family else title_of(plan),
        purpose=purpose,
        printed_by=print_.head.printed_by,
        printed_at=print_.head.printed_at,
        private=True,
        anchor=print_.head.anchor,
        watermark=tr("Draft") if drawn_up else "",
    )


def meeting_sheet(print_: PlanPrint, purpose: str) -> Paper:
    """Return the sheet for a meeting, one of a list."""
    return plan_paper(print_, PlanPaper.MEETING, purpose=purpose)


def family_page(print_: PlanPrint, purpose: str) -> Paper:
    """Return the family's page, one of a list."""
    return plan_paper(print_, PlanPaper.FAMILY, purpose=purpose)


def empty_form(head: PaperHead) -> Paper:
    """Return the form of a plan, to be filled in by hand and entered later."""
    names = (PLAN.agreed_on.label, PLAN.participants.label, PLAN.next_review_on.label)
    heads = (KeyValue(tr("Student"), ""), KeyValue(tr("Class"), ""), *(KeyValue(str(each), "") for each in names))
    blocks: list[Block] = [KeyValues(heads)]
    for field in PASSAGES:
        blocks += [Heading(str(field.label), level=2), WritingLines(3)]
    blocks += [
        KeepTogether((Heading(tr("Goals")), _goal_table((), (), rows=_FORM_GOALS))),
        KeepTogether((Heading(tr("Measures")), _measure_table((), rows=_FORM_MEASURES))),
        _signatures(),
    ]
    return Paper(
        title=tr("Plan form"),
        blocks=tuple(blocks),
        school=head.school,
        printed_by=head.printed_by,
        printed_at=head.printed_at,
        private=True,
    )


def _meeting(print_: PlanPrint) -> Iterable[Block]:
    plan = print_.plan
    yield _head(plan)
    for field in PASSAGES:
        if text := getattr(plan, field.name):
            yield Heading(str(field.label), level=2)
            yield Paragraph(text)
    reviews = plan.reviews[-_SHOWN_REVIEWS:]
    told = [(show_date(review.held_on), {each.goal_id: each for each in review.progress}) for review in reviews]
    yield Heading(tr("Goals"))
    progress = [(day, {goal: _shown(each.progress, each.evidence) for goal, each in of.items()}) for day, of in told]
    yield _goal_table(plan.goals, progress, rows=_EMPTY_ROWS)
    yield Heading(tr("Measures"))
    yield _measure_table(plan.measures, rows=_EMPTY_ROWS)
    yield Heading(tr("Discussed in the meeting"), level=2)
    yield WritingLines(3)
    yield _decision()
    yield _signatures()


def _head(plan: PlanView) -> KeyValues:
    facts = (
        (tr("Version"), str(plan.number), False),
        (tr("State"), str(STATE_LABELS[plan.state]), False),
        (str(PLAN.agreed_on.label), show_date(plan.agreed_on), False),
        (str(PLAN.next_review_on.label), show_date(plan.next_review_on), False),
        (str(PLAN.participants.label), plan.participants, True),
        (str(PLAN.approval.label), approval_words(plan), True),
        (str(PLAN.change_reason.label), plan.change_reason, True),
    )
    kept = [fact for fact in facts if fact[1] or not fact[2]]
    return KeyValues(tuple(KeyValue(label, text, wide=wide) for label, text, wide in kept))


def _shown(progress: GoalProgress, evidence: str) -> str:
    return "\n".join(part for part in (PROGRESS.progress.show(progress), evidence) if part)


def _goal_table(goals: Sequence[GoalView], progress: Sequence[tuple[str, dict[str, str]]], *, rows: int) -> Table:
    """Return goals with a column for each review told, and an empty one for the meeting."""
    columns = (
        Column("", 0.3, Align.CENTRE),
        Column(str(GOAL.what.label), 2.2),
        Column(str(GOAL.how_seen.label), 1.8),
        Column(str(GOAL.baseline.label), 1.5),
        *(Column(tr("Review {day}", day=day), 1.3) for day, _of in progress),
        Column(tr("Now"), 1.3),
    )
    filled = [
        (str(place), goal.what, goal.how_seen, goal.baseline, *(of.get(goal.id, "") for _day, of in progress), "")
        for place, goal in enumerate(goals, 1)
    ]
    empty = [("",) * len(columns)] * (rows if not goals else 0)
    return Table(columns, (*filled, *empty), row_height_mm=_HAND_MM)


def _measure_table(measures: Sequence[MeasureView], *, rows: int) -> Table:
    columns = (
        Column("", 0.3, Align.CENTRE),
        Column(str(MEASURE.what.label), 3.0),
        Column(str(MEASURE.who.label), 1.1),
        Column(str(MEASURE.side.label), 0.8),
        Column(str(MEASURE.due_on.label), 1.2),
        Column(str(MEASURE.where.label), 1.0),
        Column(tr("Done"), 1.3),
    )
    filled = [
        (
            str(place),
            each.what,
            each.who,
            MEASURE.side.show(each.side),
            show_date(each.due_on),
            each.where,
            "\n".join(part for part in (show_date(each.done_on), each.done_words) if part),
        )
        for place, each in enumerate(measures, 1)
    ]
    empty = [("",) * len(columns)] * (rows if not measures else 0)
    return Table(columns, (*filled, *empty), row_height_mm=_HAND_MM)


def _decision() -> KeyValues:
    boxes = "　".join(f"□ {words}" for _choice, words in REVIEW.decision.labels)
    return KeyValues(
        (KeyValue(str(REVIEW.decision.label), boxes, wide=True), KeyValue(str(REVIEW.next_review_on.label), ""))
    )


def _signatures() -> KeepTogether:
    names = (tr("Counsellor"), tr("Class teacher"), tr("Guardian"), tr("Student"), tr("Head of the office"))
    return KeepTogether((Spacer(6), SignatureLines(names, columns=2)))


def _family(print_: PlanPrint) -> Iterable[Block]:
    plan = print_.plan
    yield Paragraph(
        tr(
            "For {name}, school and family agreed on the following. It is a help, not a judgement; nobody is compared"
            " with anybody.",
            name=plan.student.name,
        )
    )
    yield Heading(tr("What we want to reach"))
    if plan.goals:
        for place, goal in enumerate(plan.goals, 1):
            yield Paragraph(f"{place}. {family_goal(goal)}")
    else:
        yield WritingLines(2)
    for side, title in (
        (MeasureSide.HOME, _("What the family does")),
        (MeasureSide.SCHOOL, _("What the school does")),
    ):
        yield Heading(str(title))
        yield from _tasks(measures_of(plan, side))
    day = show_date(plan.next_review_on)
    if day:
        yield Spacer(2)
        yield Paragraph(tr("We look at it together again on {day}.", day=day), bold=True)
    yield from _family_foot()


def _family_foot() -> Iterable[Block]:
    """Yield the room to write in, the signatures, and whom to call."""
    yield Heading(tr("What we would like to add"), level=2)
    yield WritingLines(1)
    yield KeepTogether(
        (
            Spacer(2),
            SignatureLines((tr("Guardian"), tr("Student"), tr("For the school")), columns=3),
            Spacer(2),
            Paragraph(str(HELP_LINES), TextStyle.BOXED),
        )
    )


def _tasks(measures: Sequence[MeasureView]) -> Iterable[Block]:
    if not measures:
        yield WritingLines(2)
        return
    columns = (
        Column(tr("What to do"), 3.2),
        Column(tr("Who"), 1.2),
        Column(tr("By when"), 1.2),
        Column(tr("At what place"), 1.0),
    )
    rows = ((each.what, each.who, show_date(each.due_on), each.where) for each in measures)
    yield Table(columns, tuple(rows), row_height_mm=9.0)


def _history(print_: PlanPrint) -> Iterable[Block]:
    agreed = [plan for plan in print_.versions if plan.agreed_on is not None]
    entries = tuple(map(chapter_entry, agreed))
    yield from chapter_blocks(FileChapter(_("All versions"), entries, _("No version was agreed on yet.")))
    yield KeepTogether((Spacer(6), SignatureLines((tr("Counsellor"), tr("Checked by")))))
