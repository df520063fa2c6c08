"""From the command's name to what it does, and from an error of the world to its exit code."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from importlib import import_module

from xinmiao.app.cli.exits import Exit, exit_for
from xinmiao.app.cli.terminal import Terminal
from xinmiao.kernel.errors import AppError

_COMMANDS = {
    "create-school": "school:create_school",
    "import-roster": "roster:import_roster",
    "list-students": "roster:list_students",
    "backup": "data:backup",
    "verify-backup": "data:verify_backup",
    "restore": "data:restore",
    "doctor": "data:doctor",
}


def run_command(arguments: Namespace) -> Exit:
    """Run a command; an error of the world is one sentence on standard error, never a traceback."""
    terminal = Terminal(getattr(arguments, "password_fd", None))
    try:
        module, _colon, name = _COMMANDS[arguments.command].partition(":")
        command: Callable[[Namespace, Terminal], Exit] = getattr(import_module(f"xinmiao.app.cli.{module}"), name)
        code = command(arguments, terminal)
        sys.stdout.flush()
    except AppError as error:
        terminal.tell(error)
        return exit_for(error)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OUTPUT
    return code
