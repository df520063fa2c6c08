"""The recovery sheet on paper, shown once in the preview."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from xinmiao.features.accounts.prints import recovery_sheet_paper
from xinmiao.features.accounts.records import SheetCodes
from xinmiao.kernel.texts import _
from xinmiao.ui.page import PageContext


def show_sheet(context: PageContext, codes: SheetCodes, owner: QWidget) -> None:
    """Show a sheet that was made just now."""
    make = partial(_pdf, codes, context.actor.label, context.clock.now())
    context.papers.show(_("Recovery sheet"), make, owner=owner)


def _pdf(codes: SheetCodes, printed_by: str, printed_at: datetime) -> bytes:
    from xinmiao.documents.pdf import render_pdf  # noqa: PLC0415 -- heavy; needed when something is printed

    return render_pdf(recovery_sheet_paper(codes, printed_by=printed_by, printed_at=printed_at))
