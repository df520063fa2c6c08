"""试用: a small invented school beside the real data folder, to try the program without setting anything up."""

from __future__ import annotations

import shutil
from pathlib import Path

from xinmiao.app.demo import MARK
from xinmiao.app.demo.builder import build_school
from xinmiao.system.user_folders import config_folder
from xinmiao.vault.keys import Means
from xinmiao.vault.keys.errors import SchoolExists

STUDENTS = 120
TRIAL_FOLDER = "trial"


def make_trial(beside: Path, means: Means | None = None) -> Path:
    """Build a fresh invented school next to the folder `beside` and return its folder; an earlier trial is replaced.

    Raises:
        SchoolExists: the place is taken by something that is no trial.
    """
    folder = beside.parent / TRIAL_FOLDER
    if folder == beside and (folder / MARK).exists():
        return folder
    if (folder / MARK).exists():
        shutil.rmtree(folder)
    elif folder.exists() and any(folder.iterdir()):
        raise SchoolExists
    founded = build_school(folder, config_folder(), students=STUDENTS, means=means)
    founded.workspace.close()
    return folder
