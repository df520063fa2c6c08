"""Printing a growth file: what is asked in the sheet, and the paper made from the answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING

from xinmiao.documents import word_guard
from xinmiao.features.growth_files import operations
from xinmiao.features.growth_files.records import GrowthFilePrint, StudentFileView
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.print_question import PrintPart, PrintQuestion, show_or_name

if TYPE_CHECKING:
    from xinmiao.documents.paper import Paper

PURPOSES = (_("Kept in the growth file"), _("Case meeting"), _("Referral out"), _("Handover"))
PARTS = (
    PrintPart("profile", _("Profile")),
    PrintPart("timeline", _("Timeline")),
    PrintPart("chapters", _("Counselling notes in full")),
)


@dataclass(frozen=True)
class GrowthFileDraft:
    """The paper before it is made. The heavy modules are loaded on the work lane, when the first one is wanted."""

    view: GrowthFilePrint
    purpose: str
    parts: frozenset[str]

    def missing(self) -> tuple[str, ...]:
        """Return the characters that no face has, as a message names them."""
        from xinmiao.documents.fonts import name_character  # noqa: PLC0415 -- see the class
        from xinmiao.documents.pdf import missing_in  # noqa: PLC0415 -- as above

        return tuple(map(name_character, missing_in(self._paper())))

    def pdf(self, *, blanks: bool) -> bytes:
        """Return the PDF."""
        from xinmiao.documents.pdf import render_pdf  # noqa: PLC0415 -- see the class

        return render_pdf(self._paper(), blanks=blanks)

    def _paper(self) -> Paper:
        from xinmiao.features.growth_files.prints import GrowthFileParts, growth_file_paper  # noqa: PLC0415 -- as above

        parts = GrowthFileParts(**{part.name: part.name in self.parts for part in PARTS})
        return growth_file_paper(self.view, purpose=self.purpose, parts=parts)


def print_question(context: PageContext, view: StudentFileView, shown: Callable[[], object]) -> PrintQuestion:
    """Return the question before the file of a student is printed; `shown` takes the sheet away."""
    line = view.student.line
    question = PrintQuestion(" · ".join(part for part in (line.name, line.class_label) if part), PURPOSES, PARTS)
    question.wanted.connect(partial(_collect, context, line.id, question))
    question.shown.connect(shown)
    return question


def words_to_look_at(view: GrowthFilePrint, parts: frozenset[str]) -> tuple[str, ...]:
    """Return diagnoses, labels and verdicts in the parts that are printed; they are told and stop nothing."""
    texts = list(asdict(view.file.profile).values()) if "profile" in parts else []
    if "timeline" in parts:
        texts += [entry.title for entry in view.timeline]
    if "chapters" in parts:
        entries = (entry for chapter in view.chapters for entry in chapter.entries if not entry.removed)
        texts += [passage.text for entry in entries for passage in entry.passages]
    return word_guard.words_in(texts)


def _collect(
    context: PageContext, student_id: str, question: PrintQuestion, purpose: str, parts: frozenset[str]
) -> None:
    features = context.features
    timeline = tuple(source for feature in features for source in feature.timeline)
    chapters = tuple(source for feature in features for source in feature.chapters)
    bound = operations.collect_growth_file_print.bind(student_id, timeline, chapters)

    def collected(view: GrowthFilePrint) -> None:
        paper = GrowthFileDraft(view, purpose, parts)
        if words := words_to_look_at(view, parts):
            told = tr("Look at these words before the paper leaves the room: {words}.", words=tr(", ").join(words))
            context.notices.inform(told)
        show_or_name(context.jobs, context.papers, question, _("Growth file"), paper)

    context.tasks.run(bound, collected, owner=question)
