"""The check of the chains and the comparison with a paper: asking, and saying what was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from xinmiao.features.audit_trail import operations
from xinmiao.features.audit_trail.page.looks import answer_words, verdict_words
from xinmiao.features.audit_trail.records import AnchorAnswer, ChainVerdict
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import Banner

_LONGEST = 80


class VerdictPlace(QWidget):
    """Where the result of a check stands, above the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trail_verdict")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._banner: Banner | None = None
        self.hide()

    def show_verdicts(self, verdicts: Sequence[ChainVerdict]) -> None:
        """Say what the check found, and offer to take the message away when all is well."""
        self.clear()
        kind, told, next_step = verdict_words(verdicts)
        self._banner = Banner(kind, told, next_step, name="trail_verdict_banner")
        self._banner.dismissed.connect(self.hide)
        self._column.addWidget(self._banner)
        self.show()

    def clear(self) -> None:
        """Say nothing."""
        if self._banner is not None:
            self._column.removeWidget(self._banner)
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None
        self.hide()


class CodeCheck(QWidget):
    """The side sheet in which the code of a paper is typed."""

    asked = Signal(str)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("code_check")
        self._context = context
        self.code = QLineEdit()
        self.code.setObjectName("paper_code")
        self.code.setMaxLength(_LONGEST)
        self.code.returnPressed.connect(self.check)
        help_ = _("Spaces, dashes, capital and small letters make no difference.")
        self.row = FieldRow(_("Record check code"), self.code, help_)
        self._answer = QVBoxLayout()
        self._banner: Banner | None = None
        self._lay_out()

    def check(self) -> None:
        """Ask for the code that is typed."""
        self.row.set_error(None)
        self._clear()
        self._context.tasks.run(operations.find_anchor.bind(self.code.text()), self._tell, self._refuse, owner=self)

    def _tell(self, answer: AnchorAnswer) -> None:
        self._clear()
        kind, words = answer_words(answer)
        self._banner = Banner(kind, words, dismissible=False, name="code_answer")
        self._answer.addWidget(self._banner)
        self._banner.show()

    def _refuse(self, error: AppError) -> None:
        if isinstance(error, ValidationFailed):
            self.row.set_error(error.problems.get("code"))
        else:
            self._context.notices.error(error)

    def _clear(self) -> None:
        if self._banner is not None:
            self._answer.removeWidget(self._banner)
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None

    def _lay_out(self) -> None:
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-xl"))
        column.setSpacing(space("space-l"))
        words = tr(
            "Each paper carries a code of the trail as it was when the paper was made. Whoever rewrites the trail"
            " cannot rewrite the papers in the binder: type the code of one of them."
        )
        column.addWidget(label(words, "muted", wrap=True))
        column.addWidget(self.row)
        button = Button(_("Compare"), role="primary", icon="shield-check", name="check_code", clicked=self.check)
        column.addWidget(button)
        column.addLayout(self._answer)
        column.addStretch(1)
