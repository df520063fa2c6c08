"""Other processes that are measured: floors that answer line by line, and programs that are started anew.

A floor is a script without any of our code. It reads one JSON line of what it needs, then runs once for every
further line and answers each with one JSON line.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bench.place import own_environment

HERE = Path(__file__).parent
_LIMIT_S = 180


class Broken(RuntimeError):
    """A measured process failed; this is a fault of the bench or the program, not a figure."""


class Floor:
    """A floor kept running, so that its runs can be interleaved with ours."""

    def __init__(self, script: str, setup: object = None) -> None:
        self._process = subprocess.Popen(  # noqa: S603 -- our own script
            [sys.executable, str(HERE / "floors" / script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._ask(setup)

    def run(self, wanted: object = None) -> Any:
        """Run once and return the answer."""
        return self._ask(wanted)

    def seconds(self, wanted: object = None) -> float:
        """Run once and return how long it took."""
        return float(self.run(wanted)["seconds"])

    def _ask(self, wanted: object) -> Any:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise Broken
        stdin.write(json.dumps(wanted) + "\n")
        stdin.flush()
        line = stdout.readline()
        if not line:
            raise Broken(str(self._process.args))
        return json.loads(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=_LIMIT_S)


def run_script(script: Path, *arguments: str, config: Path, before: tuple[str, ...] = ()) -> tuple[dict[str, Any], int]:
    """Start a script anew; return the last line it prints, as JSON, and when it was started (monotonic ns)."""
    started = time.monotonic_ns()
    ran = subprocess.run(  # noqa: S603 -- our own script
        [*before, sys.executable, str(script), *arguments],
        env=own_environment(config),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_LIMIT_S,
        check=False,
    )
    lines = ran.stdout.strip().splitlines()
    if ran.returncode != 0 or not lines:
        raise Broken(f"{script.name}: exit code {ran.returncode}\n{ran.stderr[-4000:]}")
    return json.loads(lines[-1]), started


def probe(name: str, *arguments: str, config: Path) -> tuple[dict[str, Any], int]:
    """Run a probe: a child that starts the real program and watches it from outside."""
    return run_script(HERE / "probes" / name, *arguments, config=config)
