"""班级联系卡: the class teacher's list of his own class, with how the families are reached. Never printed.

Telephone numbers show only while they are pressed; who must not be contacted is marked before anything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.contact_cards import operations
from xinmiao.features.contact_cards.records import CardStudent, Contact, ContactCard
from xinmiao.features.roster.records import GUARDIAN, STUDENT_DETAILS
from xinmiao.kernel.display import masked_phone, show_date, show_datetime
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.buttons import HoldToShow
from xinmiao.ui.widgets.chips import Chip, StatusChip
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.list_detail import ListDetail
from xinmiao.ui.widgets.messages import EmptyState
from xinmiao.ui.widgets.surfaces import Hairline, PageColumn


class ContactCardPage(Page):
    """The students of one's own classes; the chosen one's contacts beside them."""

    interests: ClassVar[frozenset[str]] = frozenset({"envelope"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_contact_card")
        self._class_of: dict[str, str] = {}
        self.header = PageHeader(_("Contact card of the class"))
        self.table = RecordTable[CardStudent](
            _columns(self._class_of),
            _("Students"),
            id_of=lambda one: one.id,
            type_ahead=lambda one: one.name,
            name="card_students",
        )
        self.table.set_empty(
            EmptyState(
                _("There is no contact card for your class yet. It is made the next time a counsellor signs in."),
                icon="phone",
            )
        )
        self.detail = PageColumn(reading_width=560, name="card_detail")
        self._shown: QWidget | None = None
        _lay_out(self)
        self.table.current_changed.connect(lambda _id: self._show())
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Open the envelopes of one's own classes."""
        self.context.tasks.run(operations.get_own_cards.bind(), self._take, self._refused, owner=self)

    def help_text(self) -> str:
        """Say what stands here and what does not."""
        return tr(
            "How the families of your own class are reached, as the counselling room keeps it. Press a number and"
            " hold to read it. The card cannot be printed; it goes when you are no longer class teacher."
        )

    def _take(self, cards: tuple[ContactCard, ...]) -> None:
        students = tuple(student for card in cards for student in card.students)
        if not cards:
            self.header.set_title(_("Contact card of the class"))
            self.table.set_rows(())
            self._show()
            return
        several = len(cards) > 1
        self._class_of.clear()
        self._class_of |= {one.id: card.class_label for card in cards for one in card.students if several}
        labels = tr(", ").join(card.class_label for card in cards)
        as_of = show_datetime(min(card.made_at for card in cards))
        count = ntr("{count} student", "{count} students", len(students))
        self.header.set_title(
            tr("Contact card of {name}", name=labels), tr("{students} · as of {time}", students=count, time=as_of)
        )
        self.table.set_rows(students)
        if self.table.current_record() is None and self.table.count():
            self.table.go(0)
        self._show()
        if fresh := tuple(card.class_id for card in cards if not card.is_noted):
            self.context.tasks.run(operations.note_opening.bind(fresh), failed=self._go_on, owner=self)

    def _go_on(self, _error: AppError) -> None:
        """Show the card all the same: a school that is only read takes no receipt, and the top of the page says so."""

    def _refused(self, error: AppError) -> None:
        self.table.set_rows(())
        self._show()
        self.context.notices.error(error)

    def _show(self) -> None:
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = None
        student = self.table.current_record()
        if student is not None:
            self._shown = student_card(student)
            self.detail.add(self._shown)
            self._shown.show()


def _lay_out(page: ContactCardPage) -> None:
    space = theme.current().size
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(page.header)
    lists = QVBoxLayout()
    lists.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-l"))
    lists.addWidget(ListDetail(page.table, page.detail, width=420, name="card_split"))
    column.addLayout(lists, 1)


def _columns(class_of: Mapping[str, str]) -> tuple[Column[CardStudent], ...]:
    return (
        Column("number_in_class", _("No."), lambda one: one.number_in_class, width=60, align="right"),
        Column(
            "name",
            _("Name"),
            lambda one: one.name,
            width=120,
            strong=True,
            stretch=True,
            secondary=lambda one: class_of.get(one.id, ""),
        ),
        Column("state", _("Contact"), lambda one: any(c.no_contact for c in one.contacts), _nothing, 150, chip=_chip),
    )


def _nothing(_value: object) -> str:
    """Return no words: the cell shows a mark or stays empty."""
    return ""


def _chip(student: CardStudent) -> Chip | None:
    if any(contact.no_contact for contact in student.contacts):
        return Chip(GUARDIAN.no_contact.label, "alarm")
    return None if any(contact.phone for contact in student.contacts) else Chip(_("No number"), "watch")


def student_card(student: CardStudent) -> QWidget:
    """Return everything the card says of one student."""
    space = theme.current().size
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(space("space-m"))
    column.addWidget(label(student.name, "title"))
    facts = (
        (STUDENT_DETAILS.birth_date.label, show_date(student.born)),
        (STUDENT_DETAILS.student_number.label, f"…{student.number_tail}" if student.number_tail else ""),
        (STUDENT_DETAILS.address.label, student.address),
    )
    for title, words in facts:
        column.addWidget(label(title, "secondary"))
        value = label(words or tr("not known"), "" if words else "muted", wrap=True)
        value.setAccessibleName(f"{title} {words}")
        column.addWidget(value)
    for contact in sorted(student.contacts, key=lambda one: not one.no_contact):
        column.addWidget(Hairline())
        column.addWidget(_contact(contact))
    column.addStretch(1)
    return holder


def _contact(contact: Contact) -> QWidget:
    space = theme.current().size
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(space("space-xs"))
    line = QHBoxLayout()
    line.addWidget(label(contact.name or tr("not known"), "strong"))
    line.addWidget(label(contact.relation, "secondary"))
    if contact.is_legal_guardian:
        line.addWidget(StatusChip(GUARDIAN.is_legal_guardian.label, "calm"))
    if contact.no_contact:
        line.addWidget(StatusChip(GUARDIAN.no_contact.label, "alarm"))
    line.addStretch(1)
    column.addLayout(line)
    if contact.no_contact:
        column.addWidget(label(tr("Do not contact this person; ask the counselling room."), "error", wrap=True))
    elif contact.phone:
        row = QHBoxLayout()
        row.addWidget(HoldToShow(contact.phone, masked_phone(contact.phone), contact.name, name="card_phone"))
        row.addStretch(1)
        column.addLayout(row)
    if contact.reachable and not contact.no_contact:
        column.addWidget(label(contact.reachable, "secondary", wrap=True))
    return holder
