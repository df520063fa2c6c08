"""Probe for strace: signs in to a corpus and saves a note so many times: `saves.py FOLDER SAVES`."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

from bench.corpus import Corpus
from bench.measure_records import Saving

folder = Path(sys.argv[1])
corpus = replace(Corpus(**json.loads((folder / "corpus.json").read_text(encoding="utf-8"))), folder=str(folder))
workspace = corpus.open()
saving = Saving(workspace, corpus)
os.getppid()  # the mark between which strace counts
for _number in range(int(sys.argv[2])):
    saving.once()
os.getppid()
workspace.close()
