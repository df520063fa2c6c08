"""How often a save asks the disk to keep what was written: counted by strace, from outside."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from bench.children import HERE, Broken
from bench.corpus import Corpus
from bench.place import own_environment

_CALL = re.compile(r"\b(?:fsync|fdatasync)\(")
_MARK = re.compile(r"\bgetppid\(")
"""What the probe calls before the first and after the last save: it costs nothing and nobody else asks."""


def counted_fsyncs(corpus: Corpus, saves: int) -> str:
    """Return the number of fsyncs of a save in words, or why it was not counted."""
    if shutil.which("strace") is None:
        return "fsyncs not counted: no strace here"
    try:
        return f"{_fsyncs(corpus, saves) / saves:.1f} fsyncs a save"
    except Broken as error:
        return f"fsyncs not counted: {str(error).splitlines()[0]}"


def _fsyncs(corpus: Corpus, saves: int) -> int:
    trace = Path(corpus.folder) / "strace.txt"
    command = ["strace", "-f", "-e", "trace=fsync,fdatasync,getppid", "-o", str(trace), sys.executable]
    ran = subprocess.run(  # noqa: S603 -- our own script
        [*command, str(HERE / "probes" / "saves.py"), corpus.folder, str(saves)],
        env=own_environment(corpus.config),
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode != 0:
        raise Broken(ran.stderr[-500:] or "strace failed")
    _before, counted, _after = _MARK.split(trace.read_text(encoding="utf-8"))
    return len(_CALL.findall(counted))
