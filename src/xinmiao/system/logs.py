"""The log file: what the program did, for whoever helps with it on the telephone.

Owns the rotating file and the scrubbing. A log may be sent to strangers, so it holds no word about a
person: exceptions are logged by type and place without their message (a database error carries the
values it failed on), and Chinese, long numbers and home folders are struck out of every line.
"""

from __future__ import annotations

import logging
import re
import traceback
from pathlib import Path
from types import TracebackType

from xinmiao.kernel.errors import AppError
from xinmiao.system.user_folders import log_folder

LOG_NAME = "xinmiao.log"
_MAX_BYTES = 512 * 1024
_KEPT_FILES = 3
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_LONG_NUMBER = re.compile(r"\d{7,}[\dXx]?")
_HOME = re.compile(r"(?:[A-Za-z]:\\Users\\|/home/|/Users/)[^\\/\s\"']+")
_PACKAGE = "xinmiao"

_ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def scrub(line: str) -> str:
    """Strike out of `line` what could name a person: Chinese, long numbers, the user's folder."""
    line = _HOME.sub("~", line)
    line = _LONG_NUMBER.sub("#", line)
    return _CHINESE.sub("□", line)


def describe(error: BaseException) -> str:
    """Return type and place of `error` and of what caused it, without values or source lines.

    The text of an `AppError` holds msgids only and is kept.
    """
    lines: list[str] = []
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        said = f": {cause}" if isinstance(cause, AppError) else ""
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}{said}")
        lines += [
            f"  {_short(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return scrub("\n".join(lines))


def _short(filename: str) -> str:
    """Return the part of a source path that names the module, not the computer."""
    parts = Path(filename).parts
    if _PACKAGE in parts:
        return "/".join(parts[len(parts) - 1 - parts[::-1].index(_PACKAGE) :])
    return "/".join(parts[-2:])


class PrivateFormatter(logging.Formatter):
    """One scrubbed line per entry; exceptions by `describe`."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(self, ei: _ExceptionInfo) -> str:  # noqa: N802 -- the name logging calls
        """Return the exception without its message."""
        return describe(ei[1]) if ei[1] is not None else ""

    def format(self, record: logging.LogRecord) -> str:
        """Return the scrubbed line; a text another formatter made of the exception is not taken over."""
        record.exc_text = None
        line = scrub(super().format(record))
        record.exc_text = None
        return line


def start_log(folder: Path | None = None, *, level: int = logging.INFO) -> logging.Handler:
    """Write the log of the whole process to `folder`; return the handler, for `stop_log`.

    Where the folder cannot be written the program runs without a log rather than not at all.
    """
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 -- brings sockets and pickle, which a start can spare

    place = folder or log_folder()
    handler: logging.Handler
    try:
        place.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            place / LOG_NAME, maxBytes=_MAX_BYTES, backupCount=_KEPT_FILES, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(PrivateFormatter())
    handler.setLevel(level)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    return handler


def stop_log(handler: logging.Handler) -> None:
    """Close the log file."""
    logging.getLogger().removeHandler(handler)
    handler.close()
