"""What a command sees of the terminal: where it reads a password, writes JSON and speaks to people."""

from __future__ import annotations

import getpass
import json
import os
import sys
from dataclasses import dataclass
from typing import Any, TextIO

from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.texts import Text, _, tr

_LONGEST_PASSWORD_LINE = 4096


class NoPassword(AppError):
    """There is no terminal to ask on and no descriptor was given, or it is empty."""

    code = "E-NOPASSWORD"
    default_message = _("There is no password.")
    default_next_step = _("Type it when asked, or give it by --password-fd.")


@dataclass
class Terminal:
    """Standard streams, and the descriptor a password comes from, if any."""

    password_fd: int | None = None
    out: TextIO = sys.stdout
    err: TextIO = sys.stderr

    def say(self, text: Text | str) -> None:
        """Tell a person something."""
        print(text, file=self.err)

    def write_json(self, value: Any) -> None:
        """Give a program something."""
        json.dump(value, self.out, ensure_ascii=False, indent=2)
        self.out.write("\n")

    def write_line(self, line: str) -> None:
        """Give one line of a list."""
        print(line, file=self.out)

    def password(self, *, twice: bool = False) -> str:
        """Return the password: the first line of the descriptor, or what is typed unseen.

        Raises:
            NoPassword: there is nothing to read.
            ValidationFailed: typed twice, and not the same.
        """
        if self.password_fd is not None:
            return _first_line(self.password_fd)
        if not sys.stdin.isatty():
            raise NoPassword
        typed = getpass.getpass(tr("Password: "))
        if twice and getpass.getpass(tr("The same password again: ")) != typed:
            raise ValidationFailed({"password": _("The two are not the same.")}, _("The two passwords differ."))
        if not typed:
            raise NoPassword
        return typed

    def tell(self, error: AppError) -> None:
        """Tell an error of the world: the sentence, and what is wrong with each field."""
        print(error.told(), file=self.err)
        if isinstance(error, ValidationFailed):
            for problem in error.problems.values():
                print(f"  {problem}", file=self.err)


def _first_line(descriptor: int) -> str:
    try:
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            line = stream.readline(_LONGEST_PASSWORD_LINE)
        password = line.decode("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise NoPassword from error
    if not password:
        raise NoPassword
    return password
