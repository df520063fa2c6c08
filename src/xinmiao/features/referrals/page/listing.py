"""All referrals: those of teachers and those out of the room, what waits first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar, TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from xinmiao.features.referrals import operations
from xinmiao.features.referrals.editor.questions import WritingQuestion
from xinmiao.features.referrals.page.columns import internal_columns, out_columns
from xinmiao.features.referrals.page.printing import FORM, OPEN_LIST, show_form, show_open_list
from xinmiao.features.referrals.page.sheet import ReferralSheet
from xinmiao.features.referrals.records import (
    INTERNAL_REFERRAL,
    REFERRAL_OUT,
    REFERRAL_STEP,
    InternalView,
    OutState,
    OutView,
    PaperReferral,
    ReferralDecision,
)
from xinmiao.features.referrals.rules.due import AGENCIES, IN_PAGE, OUT_PAGE
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_layout import lay_out
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.chips import Filter, FilterBar
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.messages import EmptyState
from xinmiao.ui.widgets.segmented import SegmentedControl

_IN, _OUT = "in", "out"
_OPEN, _LATE, _CLOSED = "open", "late", "closed"
DRAFT = "paper_referral"

V = TypeVar("V", InternalView, OutView)


class ReferralsPage(Page):
    """Two lists behind one switch. Opened with `in` or `out` it shows that list."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {INTERNAL_REFERRAL.record, REFERRAL_OUT.record, REFERRAL_STEP.record, "student", "school_setting"}
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("referrals")
        self._views_in: tuple[InternalView, ...] = ()
        self._views_out: tuple[OutView, ...] = ()
        self._actions = self._made_actions()
        told = _("What teachers brought to the room, and who was referred to a hospital or the county centre.")
        self.header = PageHeader(_("Referrals"), told, None, self._actions)
        sides = [(_IN, _("From teachers")), (_OUT, _("Out of the room"))]
        self.side = SegmentedControl(sides, _("Which referrals"))
        self.side.setObjectName("referral_side")
        self.filters = FilterBar((), name="referral_filters")
        self.arrived = _table(internal_columns(), _("From teachers"), "internal_table")
        self.out = _table(out_columns(), _("Out of the room"), "out_table")
        self._tables = QStackedWidget()
        for table in (self.arrived, self.out):
            self._tables.addWidget(table)
        self._empty_states()
        self.sheet = ReferralSheet(self, context)
        lay_out(self, self.header, self._tables, (self.side, self.filters), padded=True)
        self._connect()
        self.side.set_value(_IN)
        self._turn(_IN)

    def open_record(self, record_id: str) -> None:
        """Turn to one of the two lists."""
        if record_id in {_IN, _OUT}:
            self.side.set_value(record_id)
            self._turn(record_id)

    def reload(self) -> None:
        """Ask for both lists."""
        self.context.tasks.run(operations.list_internal_referrals.bind(), self._show_arrived, owner=self)
        self.context.tasks.run(operations.list_referrals_out.bind(), self._show_out, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done here."""
        save = Action("save", _("Save"), self.sheet.confirm, icon="save", enabled=lambda: self.sheet.asking)
        return (*self._actions, save)

    def help_text(self) -> str:
        """Return the help of the list."""
        return tr(
            "What waits longest stands first. Enter opens a referral. A student is referred out from his own page;"
            " a referral of a teacher on paper is entered here."
        )

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.sheet.flush()
        return True

    def _made_actions(self) -> tuple[Action, ...]:
        context = self.context
        return (
            Action("new", _("Enter a referral from paper…"), self._enter, "Ctrl+N", "pen-line"),
            Action("refer_out", _("Refer a student out…"), context.navigator.find_student, icon="external-link"),
            Action("print", OPEN_LIST, partial(show_open_list, context), "Ctrl+P", "printer"),
            Action("form", FORM, partial(show_form, context), icon="file-text"),
            Action("agencies", _("Agency directory"), self._to_agencies, icon="map-pin"),
        )

    def _empty_states(self) -> None:
        told = _("No teacher referred a student yet. What they send arrives here at sign-in.")
        enter = _("Enter a referral from paper…")
        self.arrived.set_empty(EmptyState(told, enter, self._enter, icon="inbox"))
        told = _("Nobody was referred out yet. Find the student and refer him out from his page.")
        find = self.context.navigator.find_student
        self.out.set_empty(EmptyState(told, _("Find a student"), find, icon="external-link"))

    def _connect(self) -> None:
        self.side.changed.connect(self._turn)
        self.filters.changed.connect(lambda _chosen: self._filter())
        self.arrived.opened.connect(partial(self._open, IN_PAGE))
        self.out.opened.connect(partial(self._open, OUT_PAGE))

    def _open(self, page: str, record_id: str) -> None:
        self.context.navigator.open(Target(page, record_id))

    def _to_agencies(self) -> None:
        self.context.navigator.open(Target(AGENCIES))

    def _turn(self, side: str) -> None:
        table = self.arrived if side == _IN else self.out
        self._tables.setCurrentWidget(table)
        self.setFocusProxy(table)
        self._offer()
        self._filter()

    def _show_arrived(self, views: tuple[InternalView, ...]) -> None:
        self._views_in = views
        self.arrived.set_rows(views)
        self._offer()

    def _show_out(self, views: tuple[OutView, ...]) -> None:
        self._views_out = views
        self.out.set_rows(views)
        self._offer()
        self._filter()

    def _offer(self) -> None:
        kinds: Counter[str] = Counter()
        for view in self._views_in if self.side.value() == _IN else self._views_out:
            kinds.update(_kinds(view))
        words = ((_OPEN, _("Not settled")), (_LATE, _("Waits too long")), (_CLOSED, _("Settled")))
        self.filters.set_filters(tuple(Filter(name, word, kinds[name]) for name, word in words))

    def _filter(self) -> None:
        chosen = self.filters.chosen()

        def keep(view: InternalView | OutView) -> bool:
            return not chosen or bool(chosen & _kinds(view))

        self.arrived.set_filter(keep)
        self.out.set_filter(keep)

    def _enter(self) -> None:
        question = WritingQuestion(self.context, (), from_paper=True)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            form = question.written(values)
            writer, place = values["writer_name"] or "", values["place"] or ""
            return operations.enter_paper_referral.bind(PaperReferral(form, writer, values["written_on"], place))

        title = _("Referral from paper")
        self.sheet.ask(title, question, bind, done=partial(self._open, IN_PAGE), draft_key=DRAFT)


def _table(columns: Sequence[Column[V]], label: Text, name: str) -> RecordTable[V]:
    return RecordTable[V](
        columns, label, id_of=lambda view: view.id, type_ahead=lambda view: view.student.name, name=name
    )


def _kinds(view: InternalView | OutView) -> frozenset[str]:
    if isinstance(view, InternalView):
        over = view.decision is not ReferralDecision.WAITING
    else:
        over = view.state is OutState.CLOSED
    late = view.wait is not None and view.wait.is_late
    return frozenset({_CLOSED if over else _OPEN, *((_LATE,) if late else ())})
