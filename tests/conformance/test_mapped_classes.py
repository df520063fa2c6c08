"""Every mapped class is there before a database can be opened, whichever thread imported what first."""

from __future__ import annotations

import subprocess
import sys

from xinmiao.app.features import FEATURES

TOLD = "import sys, xinmiao.app.workspace; print(*sorted(sys.modules))"


def test_opening_a_workspace_has_mapped_every_class() -> None:
    """A class mapped afterwards would be left out of the row scope of the files that are open."""
    told = subprocess.run([sys.executable, "-c", TOLD], capture_output=True, text=True, check=True)  # noqa: S603
    loaded = set(told.stdout.split())
    models = {feature.model for feature in FEATURES if feature.model}
    assert len(models) >= 4
    assert models - loaded == set()
