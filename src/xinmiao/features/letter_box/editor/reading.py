"""How a letter is read: what it says, who wrote it, how it was answered."""

from __future__ import annotations

from xinmiao.features.letter_box.records import LETTER, LetterState, LetterUrgency, LetterView
from xinmiao.kernel.display import show_date, show_datetime
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui.reading import Pair, ReadingColumn, fact_card
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import Banner


class LetterReading(ReadingColumn):
    """One letter; shown anew whenever it changes."""

    def __init__(self) -> None:
        super().__init__("letter_reading")

    def show_letter(self, view: LetterView) -> None:
        """Show a letter."""
        self.clear()
        if view.urgency is LetterUrgency.URGENT and view.state is LetterState.OPEN:
            self.put(_urgent(view))
        words = fact_card(_("What the letter says"), ())
        words.add(label(view.words, wrap=True))
        if view.is_summary:
            words.add(label(LETTER.is_summary.label, "secondary", wrap=True))
        self.put(words)
        self.put(fact_card(_("Who wrote the letter"), _writer(view)))
        answer = fact_card(_("Answer"), _answer(view))
        if view.state is LetterState.OPEN:
            answer.add(label(_("Not answered yet."), "secondary"))
        self.put(answer)
        if view.closed_on is not None:
            pairs = [
                (str(LETTER.closed_on.label), show_date(view.closed_on)),
                (str(LETTER.closed_name.label), view.closed_name),
                (str(LETTER.closing.label), view.closing),
            ]
            self.put(fact_card(_("Letter closed"), pairs))


def _urgent(view: LetterView) -> Banner:
    if view.student is not None:
        told = _("Tell the crisis team, see the student, reach the guardian. What can be started stands at the top.")
    elif view.signed:
        told = _("Find out today who this is, with the class teachers and the crisis team; then note the name here.")
    else:
        told = _(
            "The writer is not known: tell the crisis team today, put an answer with the code and 12356 on the board"
            " at once, and watch for who may need help."
        )
    banner = Banner("warning", _("There is risk. What happens today?"), told, dismissible=False)
    banner.setObjectName("letter_risk")
    return banner


def _writer(view: LetterView) -> list[Pair]:
    pairs: list[Pair] = []
    if view.student is not None:
        pairs.append((tr("Student"), tr(" · ").join((view.student.name, view.student.class_label))))
    if view.signer_name:
        pairs.append((str(LETTER.signer_name.label), view.signer_name))
    if view.reply_code:
        pairs.append((str(LETTER.reply_code.label), view.reply_code))
    if view.earlier_with_code:
        told = ntr(
            "{count} other letter with this code", "{count} other letters with this code", view.earlier_with_code
        )
        pairs.append((tr("Same writer"), told))
    pairs += [
        (str(LETTER.identified.label), view.identified),
        (str(LETTER.topic.label), LETTER.topic.show(view.topic)),
        (str(LETTER.urgency.label), LETTER.urgency.show(view.urgency)),
        (str(LETTER.received_on.label), show_date(view.received_on)),
        (tr("Entered at"), show_datetime(view.recorded_at)),
    ]
    if view.wait is not None:
        pairs.append((tr("Waits for"), str(view.wait.words)))
    return pairs


def _answer(view: LetterView) -> list[Pair]:
    return [
        (str(LETTER.answered_how.label), LETTER.answered_how.show(view.answered_how)),
        (str(LETTER.answered_on.label), show_date(view.answered_on)),
        (str(LETTER.answered_name.label), view.answered_name),
        (str(LETTER.answer.label), view.answer),
    ]
