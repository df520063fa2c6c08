"""Today on paper, shown in the preview; made on the work lane."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from xinmiao.features.today import operations
from xinmiao.features.today.prints import today_paper
from xinmiao.features.today.records import TodayView
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.texts import _
from xinmiao.ui.page import PageContext


def show_today_paper(context: PageContext, view: TodayView, owner: QWidget) -> None:
    """Show the paper of `view`."""

    def show(head: PaperHead) -> None:
        context.papers.show(_("Today"), partial(_pdf, view, head), owner=owner)

    context.tasks.run(operations.head_of_today.bind(), show, owner=owner)


def _pdf(view: TodayView, head: PaperHead) -> bytes:
    from xinmiao.documents.pdf import render_pdf  # noqa: PLC0415 -- heavy; needed when something is printed

    return render_pdf(today_paper(view, head))
