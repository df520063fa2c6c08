"""Stand-ins for the windows' surroundings: a workspace without files, answers given beforehand, invented pages.

Lanes, bridge and widgets are the real ones. Where files matter, tests sign in to a real school (`signed_in`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from doubles import FrozenClock, SequenceIds
from xinmiao.kernel.access import Actor, Role
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.feature import Feature
from xinmiao.kernel.operations import Bound, Change, Outcome
from xinmiao.kernel.settings import Setting
from xinmiao.kernel.texts import Text
from xinmiao.ui.changes import Changes, UiBridge
from xinmiao.ui.draft_keeper import Drafts
from xinmiao.ui.jobs import Jobs
from xinmiao.ui.lane import InlineLane
from xinmiao.ui.notices import Question
from xinmiao.ui.page import Navigator, PageContext
from xinmiao.ui.papers import Paper, Papers, Rasterise
from xinmiao.ui.search_box import Finder, nobody
from xinmiao.ui.tasks import Tasks, WorkspaceLike

R = TypeVar("R")

COUNSELLOR = Actor("account-1", "周老师", frozenset({Role.COUNSELLOR, Role.ADMINISTRATOR}))


class ScriptedNotices:
    """Answers questions as the test said beforehand; an unanswered question fails the test."""

    def __init__(self, **answers: str) -> None:
        self.answers = answers
        """By msgid of the question, or `default` for any."""
        self.asked: list[Question] = []
        self.lines: list[str] = []
        self.errors: list[AppError] = []
        self.bugs: list[BaseException] = []

    def answer(self, msgid: str, choice: str) -> None:
        """Give `choice` whenever the question `msgid` is asked."""
        self.answers[msgid] = choice

    def inform(self, text: Text | str) -> None:
        """Keep the line."""
        self.lines.append(str(text))

    def error(self, error: AppError) -> None:
        """Keep the error."""
        self.errors.append(error)

    def bug(self, error: BaseException) -> None:
        """Fail the test by raising what the program did wrong."""
        self.bugs.append(error)
        raise error

    def ask(self, question: Question, then: Callable[[str], None], owner: QWidget | None = None) -> None:  # noqa: ARG002
        """Answer at once."""
        self.asked.append(question)
        choice = self.answers.get(question.text.msgid, self.answers.get("default", ""))
        names = [offered.name for offered in question.choices]
        assert choice in names, f"nobody answers {question.text.msgid!r}; the choices are {names}"
        then(choice)


@dataclass
class PlainWorkspace:
    """Runs operations without files: the bound function is called with this workspace as its unit."""

    actor: Actor = COUNSELLOR
    changes: frozenset[Change] = frozenset()
    closed: bool = False
    interrupted: int = 0
    threads: list[str] = field(default_factory=list)

    def run(self, bound: Bound[R]) -> Outcome[R]:
        """Call the operation; a writing one tells `changes`."""
        self.threads.append(threading.current_thread().name)
        value = bound.call(self)
        return Outcome(value, self.changes if bound.operation.writes else frozenset())

    def interrupt(self) -> None:
        """Count."""
        self.interrupted += 1

    def close(self) -> None:
        """Remember that it was closed."""
        self.threads.append(threading.current_thread().name)
        self.closed = True


class PlainDrafts:
    """Drafts in memory, unsealed."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.saves = 0
        self.refusal: AppError | None = None

    def save(self, key: str, payload: bytes) -> None:
        """Keep it, unless the test lets the disk refuse."""
        if self.refusal is not None:
            raise self.refusal
        self.saves += 1
        self.kept[key] = payload

    def load(self, key: str) -> bytes | None:
        """Return what is kept."""
        return self.kept.get(key)

    def discard(self, key: str) -> None:
        """Forget it."""
        self.kept.pop(key, None)

    def list(self) -> tuple[str, ...]:
        """Return the keys."""
        return tuple(sorted(self.kept))


class PlainSettings:
    """Settings in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    def value(self, setting: Setting) -> Any:
        """Return the kept value or the default."""
        return self.kept.get(setting.name, setting.default)

    def store(self, setting: Setting, value: Any) -> None:
        """Keep a value."""
        self.kept[setting.name] = value


class RecordedNavigator:
    """Notes where a page wanted to go."""

    def __init__(self) -> None:
        self.opened: list[Any] = []
        self.backs = 0
        self.finds: list[bool] = []
        self.restores: list[str] = []
        self.alone = False

    def open(self, target: Any) -> None:
        """Note the target."""
        self.opened.append(target)

    def back(self) -> None:
        """Count."""
        self.backs += 1

    def find_student(self, *, for_note: bool = False) -> None:
        """Note whether it was for a note."""
        self.finds.append(for_note)

    def show_alone(self, *, alone: bool) -> None:
        """Note whether the page stands alone."""
        self.alone = alone

    def lock_and_restore(self, backup: str) -> None:
        """Note the backup."""
        self.restores.append(backup)


class KeptPapers:
    """A paper screen that keeps what it is shown."""

    def __init__(self) -> None:
        self.shown: list[Paper] = []

    def show_paper(self, paper: Paper) -> None:
        """Keep the paper."""
        self.shown.append(paper)


def plain_context(  # the parts a test wants to look at are handed in
    bridge: UiBridge,
    *,
    workspace: WorkspaceLike | None = None,
    notices: ScriptedNotices | None = None,
    navigator: Navigator | None = None,
    rasterise: Rasterise | None = None,
    screen: KeptPapers | None = None,
    changes: Changes | None = None,
    clock: FrozenClock | None = None,
    features: tuple[Feature, ...] = (),
    drafts: PlainDrafts | None = None,
    finder: Finder = nobody,
) -> PageContext:
    """Return a context whose lanes run inline, so that a page's answers are there when a call returns."""
    lane = InlineLane()
    notices = notices or ScriptedNotices()
    workspace = workspace or PlainWorkspace()
    clock = clock or FrozenClock()
    jobs = Jobs(lane, bridge, notices)
    return PageContext(
        tasks=Tasks(workspace, lane, bridge, changes or Changes(), notices),
        jobs=jobs,
        notices=notices,
        navigator=navigator or RecordedNavigator(),
        actor=workspace.actor,
        clock=clock,
        ids=SequenceIds(),
        drafts=Drafts(drafts or PlainDrafts(), lane, bridge, clock),
        papers=Papers(jobs, rasterise or _no_pdf, screen or KeptPapers()),
        settings=PlainSettings(),
        features=features,
        finder=finder,
    )


def _no_pdf(_content: bytes) -> Any:
    message = "this test shows no paper"
    raise AssertionError(message)
