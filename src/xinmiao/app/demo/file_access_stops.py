"""The place of one request for a file on the tour."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from xinmiao.features.file_access.page import AccessesPage
from xinmiao.features.file_access.records import AccessState
from xinmiao.kernel.tasks import Target
from xinmiao.ui.workbench import Workbench

Condition = Callable[[], bool]


def one(bench: Workbench) -> Iterator[Condition]:
    """Open the request whose file is preserved and waits for the second person."""
    bench.open(Target("file_access"))
    yield lambda: bench.target == Target("file_access")
    page = next(iter(bench.findChildren(AccessesPage)))
    yield lambda: page.table.count() > 0
    view = next(view for view in page.table.shown_records() if view.state is AccessState.ACCEPTED)
    target = Target("one_file_access", view.id)
    bench.open(target)
    yield lambda: bench.target == target
