"""The folders of the person signed in to this computer: configuration, log, first choice for data.

Owns nothing but the choice; makes no folder. `XINMIAO_CONFIG_DIR` moves configuration and log, for a
second copy of the program and for tests.
"""

from __future__ import annotations

import os
from pathlib import Path

CONFIG_VARIABLE = "XINMIAO_CONFIG_DIR"
_PROGRAM = "xinmiao"


def config_folder() -> Path:
    """Return the folder of settings of this device and of the school secret."""
    moved = os.environ.get(CONFIG_VARIABLE)
    if moved:
        return Path(moved)
    import platformdirs  # noqa: PLC0415 -- not where the folder was moved, as below

    return Path(platformdirs.user_config_dir(_PROGRAM, appauthor=False))


def log_folder() -> Path:
    """Return the folder of the log file."""
    if os.environ.get(CONFIG_VARIABLE):
        return config_folder() / "log"
    import platformdirs  # noqa: PLC0415 -- as above

    return Path(platformdirs.user_log_dir(_PROGRAM, appauthor=False))


def default_data_folder() -> Path:
    """Return where the wizard proposes to keep the encrypted files: local, never roaming, never synchronised."""
    import platformdirs  # noqa: PLC0415 -- asked for where no folder was ever opened

    return Path(platformdirs.user_data_dir(_PROGRAM, appauthor=False, roaming=False)) / "school"
