"""One telling beside the list: the facts, and the slip word by word."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.secrecy_exceptions.editor.questions import SlipPreview
from xinmiao.features.secrecy_exceptions.records import SECRECY_EXCEPTION, ExceptionView
from xinmiao.features.secrecy_exceptions.rules.entries import title_of
from xinmiao.kernel.display import show_date, show_datetime
from xinmiao.kernel.texts import tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.labels import label

_FACTS = ("ground", "ground_words", "how", "student_told", "why_not", "decided_by", "place")


def exception_card(view: ExceptionView) -> QWidget:
    """Return everything that is known of a telling; of a closed one, only that it is there."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().size("space-s"))
    column.addWidget(label(view.student.name, "title"))
    column.addWidget(label(tr(" · ").join((title_of(view), show_date(view.told_on))), "secondary", wrap=True))
    if view.is_closed_to_me:
        column.addWidget(label(tr("This belongs to a restricted case; ask who is named there."), "muted", wrap=True))
        column.addStretch(1)
        return holder
    for head, words in _facts(view):
        column.addWidget(label(head, "secondary"))
        told = label(words, wrap=True)
        told.setAccessibleName(f"{head} {words}")
        column.addWidget(told)
    slip = SlipPreview()
    slip.show_slip(view.slip)
    column.addWidget(slip)
    column.addStretch(1)
    return holder


def _facts(view: ExceptionView) -> list[tuple[str, str]]:
    fields = ((SECRECY_EXCEPTION.field(name), getattr(view.form, name)) for name in _FACTS)
    found = [(str(field.label), field.show(value)) for field, value in fields if value not in {None, ""}]
    if view.sent_at is not None:
        words = tr("{account}, {time}", account=view.sent_to, time=show_datetime(view.sent_at))
        found.append((str(SECRECY_EXCEPTION.account.label), words))
        found.append((tr("Read"), show_datetime(view.read_at) if view.read_at else tr("Not read yet")))
    found.append((str(SECRECY_EXCEPTION.recorded_name.label), view.recorded_name))
    return found
