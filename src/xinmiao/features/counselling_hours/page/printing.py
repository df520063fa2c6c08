"""Printing the weeks of the meter."""

from __future__ import annotations

from functools import partial

from xinmiao.features.counselling_hours import operations
from xinmiao.features.counselling_hours.records import MeterPrint
from xinmiao.kernel.texts import _
from xinmiao.ui.page import PageContext

TITLE = _("Hours of counselling by teaching week")


def show_meter(context: PageContext) -> None:
    """Show the weeks as a paper."""

    def collected(print_: MeterPrint) -> None:
        context.papers.show(TITLE, partial(_pdf, print_), file_name=f"{TITLE}.pdf")

    context.tasks.run(operations.collect_meter_print.bind(), collected)


def _pdf(print_: MeterPrint) -> bytes:
    from xinmiao.documents.pdf import render_pdf  # noqa: PLC0415 -- heavy, and only wanted here
    from xinmiao.features.counselling_hours.prints import meter_paper  # noqa: PLC0415 -- as above

    return render_pdf(meter_paper(print_), blanks=True)
