"""The log of one run: it begins behind the first picture, or with the first fault where that is earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import logging


class ProgramLog:
    """Begins at most once."""

    def __init__(self) -> None:
        self._handler: logging.Handler | None = None

    def begin(self) -> None:
        """Begin to write, unless it was begun."""
        from xinmiao.system.logs import start_log  # noqa: PLC0415 -- not on the way to the lock screen

        if self._handler is None:
            self._handler = start_log()

    def end(self) -> None:
        """Close the file."""
        from xinmiao.system.logs import stop_log  # noqa: PLC0415 -- as above

        if self._handler is not None:
            stop_log(self._handler)
