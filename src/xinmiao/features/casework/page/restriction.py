"""限阅: who is named for a case, changing that, lifting it, and naming anew with the recovery sheet."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from xinmiao.features.casework import operations
from xinmiao.features.casework.records import CASE, Restriction
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import Text, _, ntr, tr
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.widgets.buttons import Button, at_the_end
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card, PageColumn


class RestrictionPage(Page):
    """Opened with a case's id; the same page for who is named and for who is not."""

    interests: ClassVar[frozenset[str]] = frozenset({CASE.record})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("case_restriction")
        self._case_id = ""
        self._shown: Restriction | None = None
        self._cards: list[Card] = []
        self._ticks: dict[str, QCheckBox] = {}
        self._rows: dict[str, FieldRow] = {}
        self.reason, self.code = QLineEdit(self), QLineEdit(self)
        self.reason.hide()
        self.code.hide()
        self.header = PageHeader(_("Restricted case"))
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self._area = PageColumn(reading_width=640)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._area, 1)

    def open_record(self, record_id: str) -> None:
        """Show another case."""
        self._case_id = record_id
        self._stale = False
        self.reload()

    def reload(self) -> None:
        """Ask who is named, and whether keys were replaced meanwhile."""
        if self._case_id:
            self.context.tasks.run(operations.get_restriction.bind(self._case_id), self._ask_stale, owner=self)

    def help_text(self) -> str:
        """Say what restricting does, and what it does not."""
        return tr(
            "A restricted case opens for the named accounts and with the recovery sheet, for nobody else: not with"
            " the file’s key either. Others see that it exists and whom to ask. Backups made before still hold the"
            " text, and who could read it before may have copied it."
        )

    def _ask_stale(self, restriction: Restriction) -> None:
        self.context.tasks.run(operations.list_stale_cases.bind(), partial(self._show, restriction), owner=self)

    def _show(self, restriction: Restriction, stale: tuple[str, ...]) -> None:
        self._shown = restriction
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards, self._ticks, self._rows = [], {}, {}
        state = _("Restricted") if restriction.is_restricted else _("Not restricted: all counsellors can read it.")
        self.header.set_title(tr("Case {number}", number=restriction.number), str(state))
        if stale:
            self._add(self._again_card(len(stale)))
        if not restriction.is_restricted and not restriction.is_own:
            self._add(_not_own_card(restriction.counsellor_name))
        if restriction.is_restricted and not restriction.is_open:
            self._add(self._closed_card(restriction))
        elif restriction.is_restricted or restriction.is_own:
            self._add(self._naming_card(restriction))
        if restriction.is_restricted and restriction.is_open and not restriction.of_staff:
            self._add(self._lifting_card())

    def _add(self, card: Card) -> None:
        self._cards.append(card)
        self._area.add(card)
        card.show()

    def _naming_card(self, restriction: Restriction) -> Card:
        card = Card(_("Who may read and write"), self.help_text(), name="naming_card")
        self._tick_boxes(card, restriction, {account for account, _label in restriction.named})
        words = _("Change who is named") if restriction.is_restricted else _("Restrict the case")
        card.add(at_the_end(Button(words, role="primary", name="restrict", clicked=self._restrict)))
        return card

    def _again_card(self, count: int) -> Card:
        told = _("Keys or the recovery sheet were replaced. One click seals all of them to the present keys.")
        title = ntr("{count} restricted case to be sealed again", "{count} restricted cases to be sealed again", count)
        card = Card(title, told, name="again_card")
        seal = partial(self._run, operations.seal_cases_again.bind())
        card.add(at_the_end(Button(_("Seal all again"), role="primary", name="seal_again", clicked=seal)))
        return card

    def _closed_card(self, restriction: Restriction) -> Card:
        names = tr(", ").join(name for _account, name in restriction.named if name)
        card = Card(tr("Ask {names}", names=names or "—"), name="closed_card")
        told = _("If nobody of them is here any more, the recovery sheet opens the case: type its recovery code.")
        card.add(label(told, "secondary", wrap=True))
        self.code = QLineEdit()
        self._rows["code"] = FieldRow(_("Recovery code"), self.code, "", required=True)
        card.add(self._rows["code"])
        self._tick_boxes(card, restriction, {self.context.actor.account})
        card.add(at_the_end(Button(_("Name anew with the sheet"), name="regrant", clicked=self._regrant)))
        return card

    def _lifting_card(self) -> Card:
        card = Card(_("Lift the restriction"), _("All counsellors can read the case again."), name="lifting_card")
        self.reason = QLineEdit()
        self._rows["lifting_reason"] = FieldRow(CASE.lifting_reason.label, self.reason, "", required=True)
        card.add(self._rows["lifting_reason"])
        card.add(at_the_end(Button(_("Lift the restriction"), name="lift", clicked=self._lift)))
        return card

    def _tick_boxes(self, card: Card, restriction: Restriction, ticked: set[str]) -> None:
        own = self.context.actor.account
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        for account, name in restriction.can_be_named:
            if account == own:
                column.insertWidget(0, label(tr("{name} (yourself)", name=name)))
                continue
            box = QCheckBox(name)
            box.setChecked(account in ticked)
            column.addWidget(box)
            self._ticks[account] = box
        self._rows["accounts"] = FieldRow(_("Named accounts"), holder, "")
        card.add(self._rows["accounts"])

    def _chosen(self) -> tuple[str, ...]:
        others = (account for account, box in self._ticks.items() if box.isChecked())
        return (self.context.actor.account, *others)

    def _restrict(self) -> None:
        if self._shown is not None:
            self._run(operations.restrict_case.bind(self._case_id, self._shown.version, self._chosen()))

    def _regrant(self) -> None:
        if self._shown is not None:
            bound = operations.regrant_case.bind(self._case_id, self._shown.version, self.code.text(), self._chosen())
            self._run(bound)

    def _lift(self) -> None:
        if self._shown is not None:
            self._run(operations.lift_restriction.bind(self._case_id, self._shown.version, self.reason.text()))

    def _run(self, bound: Bound[int]) -> None:
        self.context.tasks.run(bound, lambda _version: self._done(), self._refused, owner=self)

    def _done(self) -> None:
        self.context.notices.inform(_("Saved. Backups made before still hold what they held."))
        self.reload()

    def _refused(self, error: AppError) -> None:
        problems: dict[str, Text] = error.problems if isinstance(error, ValidationFailed) else {}
        for name, row in self._rows.items():
            row.set_error(problems.get(name))
        if not set(problems) & set(self._rows):
            self.context.notices.error(error)


def _not_own_card(name: str) -> Card:
    told = tr("This is a case of {name}, who can restrict it.", name=name)
    return Card(tr("Ask {names}", names=name), told, name="not_own_card")
