"""Which piece goes on which page.

Owns the filling of pages from top to bottom: gaps vanish at the head of a page, headings stay with
what follows, long pieces are cut where they allow it. Knows heights only.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from xinmiao.documents.flows import BreakFlow, Flow, SpaceFlow, TogetherFlow

_ROUNDING = 0.01


@dataclass(slots=True)
class FilledPage:
    """The pieces of one page with their distance from its upper edge."""

    room: float
    used: float = 0.0
    pieces: list[tuple[Flow, float]] = field(default_factory=list)

    def gap_before(self, flow: Flow) -> float:
        """Return the space above `flow`: none at the head of the page."""
        return flow.gap if self.pieces else 0.0

    def left_for(self, flow: Flow) -> float:
        """Return the room that `flow` would have."""
        return self.room - self.used - self.gap_before(flow)

    def put(self, flow: Flow) -> None:
        """Place `flow` beneath the last piece."""
        top = self.used + self.gap_before(flow)
        self.pieces.append((flow, top))
        self.used = top + flow.height


def fill_pages(flows: Iterable[Flow], room: float) -> list[FilledPage]:
    """Return pages of `room` points height; there is always one, and none is empty beside others."""
    waiting = deque(flows)
    pages = [FilledPage(room)]
    while waiting:
        page, flow = pages[-1], waiting.popleft()
        if isinstance(flow, BreakFlow):
            if page.pieces:
                pages.append(FilledPage(room))
        elif isinstance(flow, SpaceFlow):
            if page.pieces:
                page.put(SpaceFlow(max(min(flow.height, page.left_for(flow)), 0.0)))
        elif isinstance(flow, TogetherFlow) and flow.height > room:
            waiting.extendleft(reversed(flow.parts))
        elif page.pieces and _least(flow, waiting) > page.left_for(flow) + _ROUNDING:
            waiting.appendleft(flow)
            pages.append(FilledPage(room))
        else:
            _place(flow, pages, waiting, room)
    return [page for page in pages if page.pieces] or pages[:1]


def _place(flow: Flow, pages: list[FilledPage], waiting: deque[Flow], room: float) -> None:
    page = pages[-1]
    left = page.left_for(flow)
    if flow.height <= left + _ROUNDING:
        page.put(flow)
        return
    parts = flow.split(left)
    if parts:
        page.put(parts[0])
        waiting.appendleft(parts[1])
        pages.append(FilledPage(room))
    elif page.pieces:
        waiting.appendleft(flow)
        pages.append(FilledPage(room))
    else:
        page.put(flow)


def _least(flow: Flow, waiting: deque[Flow]) -> float:
    """Return the least height with which `flow` may begin here, together with what it must stay with."""
    total = 0.0
    following = iter(waiting)
    while flow.sticky:
        total += flow.height
        after = next(following, None)
        if after is None or isinstance(after, BreakFlow):
            return total
        flow = after
        total += flow.gap
    return total + flow.lead
