"""The program's entry: a command when one is named, else the window. Imports nothing heavy at the top."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code (`xinmiao --help` lists them)."""
    from xinmiao.system.device_settings import load_device_settings  # noqa: PLC0415
    from xinmiao.system.i18n import set_language  # noqa: PLC0415

    _use_utf8()
    if not (sys.argv[1:] if argv is None else argv):
        return _run_window(None)
    from xinmiao.app.cli.arguments import make_parser  # noqa: PLC0415 -- not where the window is all that is wanted

    set_language(load_device_settings().settings.language)
    arguments = make_parser().parse_args(argv)
    if arguments.self_test:
        from xinmiao.app.self_test import self_test  # noqa: PLC0415 -- loads everything

        return self_test(sys.stdout)
    if arguments.command in {None, "gui"}:
        return _run_window(arguments.data)
    from xinmiao.app.cli.commands import run_command  # noqa: PLC0415 -- one command's modules only

    return run_command(arguments)


def _run_window(folder: Path | None) -> int:
    gc.disable()  # nothing is garbage yet; from the first picture on `ui.collector` collects
    from xinmiao.app.bootstrap import run_gui  # noqa: PLC0415 -- Qt

    return run_gui((), folder)


def _use_utf8() -> None:
    """Write UTF-8 into files and pipes whatever the locale says; names of children must not be mangled."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and not stream.isatty():
            reconfigure(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
