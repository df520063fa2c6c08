"""Copy a file while the disk forgets: what is read again is not what was written (a stick of faked capacity).

`python tests/faults/stick_forgets.py SOURCE TARGET` ends with the code of the error told, or 0. A byte of the copy is
changed at the moment it is opened to be compared.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    _HERE = Path(__file__).resolve()
    sys.path[:0] = [str(_HERE.parents[2] / "src")]

from xinmiao.kernel.errors import AppError
from xinmiao.vault.copying import copy_bytes


def forget(target: Path) -> None:
    """Change a byte of `target` when it is opened for reading."""
    done = False

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal done
        if event != "open" or done or str(arguments[0]) != str(target):
            return
        flags = arguments[2] if isinstance(arguments[2], int) else 0
        if flags & (os.O_WRONLY | os.O_RDWR):
            return
        done = True
        written = os.open(target, os.O_RDWR)
        os.pwrite(written, b"\xff", target.stat().st_size // 2)
        os.close(written)

    sys.addaudithook(hook)


def main() -> int:
    """Copy and tell."""
    source, target = (Path(argument) for argument in sys.argv[1:3])
    forget(target)
    try:
        copy_bytes(source, target)
    except AppError as error:
        sys.stdout.write(error.code)
        return 7
    return 0


if __name__ == "__main__":
    sys.exit(main())
