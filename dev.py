"""The developer's one command: `python3 dev.py demo | test | run | bench | build | check | cover | texts | lock`.

Standard library only. Sets up `.venv` by itself from the lock (with hashes) and installs the system
libraries that Qt needs where it may, or says exactly what to type.

    demo    build an invented school and open it; without a screen, leave pictures and papers in out/
    test    everything that must hold: the static part (check), then all tests
    check   the static part: format, ruff, mypy, import contracts, texts, words, sizes
    cover   the tests of kernel, vault and rules with branch coverage, held to the gate in pyproject.toml
    run     start the program
    bench   measure; arguments go to tests/bench/run.py
    build   make the wheel and look into it
    texts   extract | update | missing | compile
    lock    write installer/requirements*.lock again; --upgrade for newer versions

Exit codes: 0 all is well, 1 something found, 2 wrong use, 3 this machine lacks something.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

from tools import environment, libraries, lock, wheel  # noqa: E402 -- the folder of this file comes first
from tools.environment import say  # noqa: E402

FOUND, WRONG_USE, LACKS_SOMETHING = 1, 2, 3
STATIC_TESTS = "tests/conformance/source"
COVERING_TESTS = ("tests/unit", "tests/slices", "tests/migrations", "tests/faults", "tests/conformance")
TIMED_TESTS = ("tests/slices/audit_trail/test_speed.py",)
"""Measure time; under the tracer they would measure the tracer."""


def in_venv(*command: str, **variables: str) -> int:
    """Run a Python command line in the project's environment; return its exit code."""
    ran = subprocess.run(  # noqa: S603 -- the interpreter set up here
        [str(environment.venv_python()), *command], cwd=ROOT, env=environment.tool_environment(**variables), check=False
    )
    return ran.returncode


def _has_screen() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _screen_variables() -> dict[str, str]:
    return {} if _has_screen() else {"QT_QPA_PLATFORM": "offscreen"}


def _compile_texts() -> None:
    in_venv("-c", "from tools.texts import compile_catalogues; compile_catalogues()")


def _static_steps() -> dict[str, list[str]]:
    return {
        "format": ["-m", "ruff", "format", "--check", "--quiet", "."],
        "ruff": ["-m", "ruff", "check", "--quiet", "."],
        "mypy": ["-m", "mypy", "--no-error-summary"],
        "imports": ["-c", "import sys; from importlinter.cli import lint_imports_command as c; c(['--no-logo'])"],
    }


def _run_static() -> list[str]:
    """Run the tools that read the source; return the names of those that found something."""
    failed = []
    for name, command in _static_steps().items():
        began = time.monotonic()
        code = in_venv(*command)
        say(f"{name}: {'ok' if code == 0 else 'FAILED'} ({time.monotonic() - began:.1f} s)")
        if code != 0:
            failed.append(name)
    return failed


def _pytest(arguments: list[str]) -> int:
    return in_venv("-m", "pytest", *arguments, QT_QPA_PLATFORM="offscreen")


def check(arguments: list[str]) -> int:
    """Run the static part."""
    libraries.ensure_libraries()
    failed = _run_static()
    if _pytest(["-q", STATIC_TESTS, *arguments]) != 0:
        failed.append(STATIC_TESTS)
    say(f"check: {'found something: ' + ', '.join(failed) if failed else 'ok'}")
    return FOUND if failed else 0


def test(arguments: list[str]) -> int:
    """Run the static part and all tests; both are run even when the first finds something."""
    libraries.ensure_libraries(screen=True)
    failed = _run_static()
    if _pytest(["-n", "2", "--dist", "worksteal", *arguments]) != 0:
        failed.append("tests")
    if failed:
        say(f"failed: {', '.join(failed)}")
    return FOUND if failed else 0


def cover(arguments: list[str]) -> int:
    """Run the tests that reach kernel, vault and rules with branch coverage, and hold these to the gate."""
    libraries.ensure_libraries(screen=True)
    passed_over = [f"--ignore={path}" for path in TIMED_TESTS]
    tests = ["-m", "coverage", "run", "-m", "pytest", "-q", *passed_over, *(arguments or COVERING_TESTS)]
    codes = in_venv(*tests, QT_QPA_PLATFORM="offscreen"), in_venv("-m", "coverage", "report")
    return FOUND if any(codes) else 0


def demo(arguments: list[str]) -> int:
    """Build the invented school and open it, or drive it without a screen and leave pictures."""
    libraries.ensure_libraries()
    _compile_texts()
    return in_venv("-m", "xinmiao.app.demo", "--out", str(ROOT / "out"), *arguments, **_screen_variables())


def run(arguments: list[str]) -> int:
    """Start the program."""
    libraries.ensure_libraries()
    _compile_texts()
    return in_venv("-m", "xinmiao", *arguments)


def bench(arguments: list[str]) -> int:
    """Measure."""
    libraries.ensure_libraries()
    _compile_texts()
    return in_venv("tests/bench/run.py", *arguments, **_screen_variables())


def build(arguments: list[str]) -> int:
    """Make the wheel and look into it."""
    del arguments
    return wheel.build_wheel()


def texts(arguments: list[str]) -> int:
    """Keep the catalogues."""
    return in_venv("-m", "tools.texts", *arguments)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "test": test,
    "check": check,
    "cover": cover,
    "run": run,
    "bench": bench,
    "build": build,
    "texts": texts,
    "lock": lock.write_locks,
}


def main(arguments: list[str]) -> int:
    """Set up, run one command, return its exit code."""
    if not arguments or arguments[0] not in COMMANDS:
        wanted_help = bool(arguments) and arguments[0] in {"-h", "--help", "help"}
        print(__doc__, file=sys.stdout if wanted_help else sys.stderr)
        return 0 if wanted_help else WRONG_USE
    try:
        environment.set_up()
        return COMMANDS[arguments[0]](arguments[1:])
    except environment.SetUpFailed as failure:
        print(failure, file=sys.stderr)
        return LACKS_SOMETHING
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
