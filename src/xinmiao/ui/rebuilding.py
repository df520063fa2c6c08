"""Another look, size or language for a signed-in person: what is changed at once, and what is asked before.

Owns the decision and the question. Building the workbench anew is the shell's affair.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from xinmiao.kernel.texts import _
from xinmiao.ui.display import Display
from xinmiao.ui.notices import Choice, Question
from xinmiao.ui.signed_in import SignedIn

Rebuild = Callable[[SignedIn, Callable[[], None]], None]


def change_display(signed_in: SignedIn, display: Display, show: Callable[[Display], None], rebuild: Rebuild) -> None:
    """Show another look at once; for another size or language keep all drafts, then rebuild.

    When something is typed that lies in no draft, nothing is rebuilt before the person says so.
    """
    bench = signed_in.workbench
    if replace(bench.display, theme=display.theme) == display:
        show(display)
        bench.show_display(display)
        return
    if not signed_in.may_close():
        bench.show_display(bench.display)
        return

    def go_on() -> None:
        signed_in.hand_over(partial(rebuild, signed_in, partial(show, display)))

    page = bench.shelf.loose_words()
    if page:
        signed_in.notices.ask(
            _question(page), lambda answer: go_on() if answer == "change" else bench.show_display(bench.display), bench
        )
    else:
        go_on()


def _question(page: str) -> Question:
    return Question(
        _("Something typed on the page {page} is not saved.").format(page=page),
        _("Changing the size of letters or the language builds all pages anew; what is typed there would be lost."),
        (Choice("keep", _("Change nothing")), Choice("change", _("Change and lose it"), destructive=True)),
        default="keep",
        escape="keep",
    )
