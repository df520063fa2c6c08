"""The questions of the letter box: an opening, a letter, an answer, its end, who wrote it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xinmiao.documents import word_guard
from xinmiao.features.letter_box.records import (
    BOX_OPENING,
    LETTER,
    AnswerForm,
    LetterForm,
    LetterUrgency,
    LetterView,
    OpeningForm,
    OpeningView,
)
from xinmiao.kernel.display import show_date
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.forms.question import Question
from xinmiao.ui.page import PageContext
from xinmiao.ui.person_choice import PersonChoice
from xinmiao.ui.widgets.combo import IdCombo
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import Banner
from xinmiao.ui.widgets.segmented import SegmentedControl
from xinmiao.ui.widgets.surfaces import PageColumn

_OPENING = ("opened_on", "letters", "opened_name", "remark")
_LETTER = ("words", "is_summary", "topic", "urgency")
_ENTERED = ("received_on", "signer_name", "reply_code", *_LETTER)
_ANONYMOUS, _SIGNED = "anonymous", "signed"


class OpeningQuestion(Question):
    """When the box was opened, by whom, and how many letters were in it."""

    def __init__(self, context: PageContext, opening: OpeningView | None = None) -> None:
        self.id = context.ids.new() if opening is None else opening.id
        values: dict[str, Any] = {"opened_on": context.clock.today(), "opened_name": context.actor.label}
        if opening is not None:
            values = {name: getattr(opening, name) for name in _OPENING}
        super().__init__(BOX_OPENING, _OPENING, values, _("Save the opening"))

    def written(self, values: Mapping[str, Any]) -> OpeningForm:
        """Return what stands there."""
        return OpeningForm(
            self.id, values["opened_on"], values["letters"], values["opened_name"] or "", values["remark"] or ""
        )


class LetterQuestion(Question):
    """What a letter says and who wrote it, new or to be corrected."""

    def __init__(
        self,
        context: PageContext,
        openings: Sequence[OpeningView],
        letter: LetterView | None = None,
        *,
        opening_id: str = "",
    ) -> None:
        self._letter = letter
        self.id = context.ids.new() if letter is None else letter.id
        self.signed = SegmentedControl(
            [(_ANONYMOUS, _("Anonymous")), (_SIGNED, _("Signed with a name"))], _("Who wrote it")
        )
        self.signed.setObjectName("letter_signed")
        self.person = PersonChoice(context.finder, _("Find the student"), name="letter_student")
        self._known = letter.student.id if letter is not None and letter.student is not None and letter.signed else ""
        pairs = [(each.id, _opening_words(each)) for each in openings if each.entered < each.letters]
        self.opening = IdCombo(_("Opening of the letter box"), pairs, name="letter_opening")
        self.opening.choose(opening_id)
        day = next((each.opened_on for each in openings if each.id == opening_id), context.clock.today())
        verb = _("Enter the letter") if letter is None else _("Save the correction")
        super().__init__(LETTER, _ENTERED, _values(letter, day), verb)
        self.signed.set_value(_SIGNED if letter is not None and letter.signed else _ANONYMOUS)
        self._connect()
        self._show_writer()
        self._warn()

    def _connect(self) -> None:
        self.signed.changed.connect(lambda _value: self._show_writer())
        self.signed.changed.connect(lambda _value: self.changed.emit())
        self.person.changed.connect(self.changed)
        self.opening.activated.connect(lambda _place: self.changed.emit())
        self.form.changed.connect(self._warn)

    def above(self, body: PageColumn) -> None:
        """Ask from which opening it is and who wrote it."""
        openings = FieldRow(self.opening.accessibleName(), self.opening)
        body.add(openings)
        openings.setVisible(self._letter is None and self.opening.count() > 1)
        body.add(FieldRow(_("Who wrote it"), self.signed))
        help_ = ""
        if self._known and self._letter is not None:
            help_ = tr("Now: {name}. Left empty, it stays so.", name=self._letter.sender)
        self._person_row = FieldRow(_("Student"), self.person, help_)
        body.add(self._person_row)

    def below(self, body: PageColumn) -> None:
        """Keep a place for what an urgent letter asks."""
        told = _("Act before you type on: tell the crisis team, find the child, reach the guardian.")
        self.urgent = Banner("warning", _("Urgent letter"), told, dismissible=False, name="letter_urgent")
        body.add(self.urgent)

    def written(self, values: Mapping[str, Any]) -> LetterForm:
        """Return what stands there."""
        signed = self.signed.value() == _SIGNED
        typed = values["signer_name"] or ""
        return LetterForm(
            letter_id=self.id,
            received_on=values["received_on"],
            words=values["words"] or "",
            topic=values["topic"],
            urgency=values["urgency"] or LetterUrgency.NORMAL,
            signed=signed,
            student_id=(self.person.person() or ("" if typed else self._known)) if signed else "",
            signer_name=typed if signed and not self.person.person() else "",
            reply_code="" if signed else values["reply_code"] or "",
            opening_id=self.opening.chosen(),
            is_summary=bool(values["is_summary"]),
            base_version=None if self._letter is None else self._letter.version,
        )

    def plain(self) -> dict[str, Any]:
        """Return what stands there, with who wrote it."""
        return {**super().plain(), "signed": self.signed.value(), "opening": self.opening.chosen()}

    def put_back(self, plain: Mapping[str, Any]) -> None:
        """Show what `plain` gave; a student is found again by hand."""
        super().put_back(plain)
        self.signed.set_value(str(plain.get("signed") or _ANONYMOUS))
        self.opening.choose(str(plain.get("opening") or ""))
        self._show_writer()
        self._warn()

    def _show_writer(self) -> None:
        signed = self.signed.value() == _SIGNED
        self._person_row.setVisible(signed)
        self.form.row("signer_name").setVisible(signed)
        self.form.row("reply_code").setVisible(not signed)

    def _warn(self) -> None:
        self.urgent.setVisible(self.form.values()["urgency"] is LetterUrgency.URGENT)


class AnswerQuestion(Question):
    """How a letter was answered; the words are looked at before they leave the room."""

    def __init__(self, context: PageContext, letter: LetterView) -> None:
        names = ("answered_how", "answered_on", "answer")
        values = {name: getattr(letter, name) for name in names}
        values["answered_on"] = letter.answered_on or context.clock.today()
        told: Text | str = ""
        if not letter.signed:
            told = tr("The child finds the answer by the code {code}; write no name.", code=letter.reply_code)
        super().__init__(
            LETTER, names, values, _("Save the answer"), told=told, guarded=("answer",), guard=word_guard.find
        )

    def written(self, values: Mapping[str, Any]) -> AnswerForm:
        """Return what stands there."""
        return AnswerForm(values["answered_how"], values["answered_on"], values["answer"] or "")


class WriterQuestion(Question):
    """Who wrote a letter, and how that became known."""

    def __init__(self, context: PageContext) -> None:
        self.person = PersonChoice(context.finder, _("Find the student"), name="letter_writer")
        told = _("The letter then stands in the timeline of this student. The reply code stays as it is.")
        super().__init__(LETTER, ("identified",), {}, _("Save the name"), told=told)
        self.person.changed.connect(self.changed)

    def above(self, body: PageColumn) -> None:
        """Ask for the student."""
        self._row = FieldRow(_("Student"), self.person, required=True)
        body.add(self._row)

    def confirm(self) -> None:
        """Ask for the student here; the rest is said by the operation."""
        self._row.set_error(None if self.person.person() else _("Please choose a student."))
        if self.person.person():
            super().confirm()


class ClosingQuestion(Question):
    """How it ended."""

    def __init__(self, letter: LetterView) -> None:
        super().__init__(LETTER, ("closing",), {"closing": letter.closing}, _("Close the letter"))

    def above(self, body: PageColumn) -> None:
        """Say what closing does."""
        body.add(label(_("A closed letter is no longer among the answers for the board."), "muted", wrap=True))


def _values(letter: LetterView | None, day: date) -> dict[str, Any]:
    if letter is None:
        return {"received_on": day, "urgency": LetterUrgency.NORMAL}
    return {name: getattr(letter, name) for name in _ENTERED}


def _opening_words(opening: OpeningView) -> str:
    return tr(
        "{day}: {entered} of {letters} entered",
        day=show_date(opening.opened_on),
        entered=opening.entered,
        letters=opening.letters,
    )
