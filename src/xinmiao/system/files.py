"""Writing files so that a crash leaves the old one or the new one, never half of one.

Owns atomic replacement, private temporary files and the translation of the operating system's
errors into ours. Knows nothing of what is written.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from xinmiao.kernel.errors import DiskFull, Locked, OutputFailed, ReadOnly, StorageError, TooLargeForDisk

PART_SUFFIX = ".part"
_RETRY_DELAYS_S = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)
"""2.5 s in all: so long a virus scanner may hold a fresh file."""
_SHARING_VIOLATIONS = {32, 33}
"""Windows: another program holds the file, or a part of it."""
_HELD_BY_OTHERS = _SHARING_VIOLATIONS | {5}
"""Windows says "access denied" too while a scanner reads."""


def storage_error(error: OSError) -> StorageError | OutputFailed:
    """Return the error of ours that tells what `error` means for the user."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFull()
    if error.errno == errno.EFBIG:
        return TooLargeForDisk()
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
        return Locked()
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return ReadOnly()
    if error.errno in {errno.EBUSY, errno.ETXTBSY, errno.EAGAIN}:
        return Locked()
    return OutputFailed()


def atomic_write(path: Path, content: bytes) -> None:
    """Replace the file at `path` by `content`: old or new after a crash, readable by its owner only.

    Raises:
        StorageError: the disk is full, the folder read-only, the file held by another program.
        OutputFailed: anything else the operating system refuses.
    """
    try:
        with private_part(path) as part:
            with part.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            replace(part, path)
    except OSError as error:
        raise storage_error(error) from error


@contextmanager
def private_part(path: Path) -> Iterator[Path]:
    """Give a fresh empty file beside `path`, readable by its owner only, gone at the end unless renamed.

    Raises:
        OSError: the folder is not there or cannot be written.
    """
    import secrets  # noqa: PLC0415 -- brings hashing, which a start can spare

    part = path.with_name(f".{path.name}.{secrets.token_hex(6)}{PART_SUFFIX}")
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def replace(source: Path, target: Path, *, pause: Callable[[float], None] = time.sleep) -> None:
    """Rename `source` to `target`, waiting up to 2.5 s for a scanner to let go, and settle the folder.

    Raises:
        OSError: it could not be renamed.
    """
    for delay_s in (*_RETRY_DELAYS_S, None):
        try:
            source.replace(target)
        except PermissionError as error:
            if delay_s is None or getattr(error, "winerror", None) not in _HELD_BY_OTHERS:
                raise
            pause(delay_s)
        else:
            break
    settle_folder(target.parent)


def settle_folder(folder: Path) -> None:
    """Make renames in `folder` survive a power cut; Windows does this by itself.

    Raises:
        OSError: the folder could not be opened.
    """
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep_parts(folder: Path) -> int:
    """Delete what interrupted writes left in `folder`; return how many files that were."""
    swept = 0
    for part in folder.glob(f".*{PART_SUFFIX}"):
        try:
            part.unlink()
        except OSError:
            continue
        swept += 1
    return swept
