"""Showing the papers of consents."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from xinmiao.documents.late_paper import LatePaper
from xinmiao.features.consents import operations
from xinmiao.features.consents.records import ConsentKind, FormPrint, MissingList, Party
from xinmiao.kernel.texts import _
from xinmiao.ui.page import PageContext

if TYPE_CHECKING:
    from xinmiao.documents.paper import Paper

FORM = _("Consent form, blank")
MISSING = _("Slips not handed in yet")


def show_form(context: PageContext, kind: ConsentKind, class_id: str = "") -> None:
    """Show an empty form, with the class printed in when one is named."""

    def collected(print_: FormPrint) -> None:
        paper = LatePaper(partial(_form, print_))
        context.papers.show(FORM, partial(paper.pdf, blanks=True), file_name=f"{FORM}.pdf")

    context.tasks.run(operations.collect_blank_form.bind(kind, class_id), collected)


def show_missing(context: PageContext, class_id: str, kind: ConsentKind, parties: tuple[Party, ...]) -> None:
    """Show who of a class has not handed a slip back."""

    def collected(list_: MissingList) -> None:
        paper = LatePaper(partial(_missing, list_))
        context.papers.show(MISSING, partial(paper.pdf, blanks=True), file_name=f"{MISSING}.pdf")

    context.tasks.run(operations.collect_missing_list.bind(class_id, kind, parties), collected)


def _form(print_: FormPrint) -> Paper:
    from xinmiao.features.consents.prints import form_paper  # noqa: PLC0415 -- heavy, and only wanted here

    return form_paper(print_)


def _missing(list_: MissingList) -> Paper:
    from xinmiao.features.consents.prints import missing_paper  # noqa: PLC0415 -- as above

    return missing_paper(list_)
