"""The sheet of the pages of referrals."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from xinmiao.ui.page import PageContext
from xinmiao.ui.question_sheet import QuestionSheet


class ReferralSheet(QuestionSheet):
    """Asks, runs what was confirmed, and goes away when it is done."""

    def __init__(self, host: QWidget, context: PageContext) -> None:
        super().__init__(host, context, name="referral_sheet")
