"""Chinese input on Linux: the Qt of the wheels speaks ibus only, and fcitx answers it.

Owns the choice of one environment variable, made before Qt is loaded.
"""

from __future__ import annotations

import sys
from collections.abc import MutableMapping

_VARIABLES = ("XMODIFIERS", "GTK_IM_MODULE", "QT_IM_MODULE")


def choose_input_method(environment: MutableMapping[str, str], platform: str = sys.platform) -> bool:
    """Choose ibus where fcitx is in use; return whether something was changed.

    With QT_IM_MODULE=fcitx and no fcitx plugin in the wheel, no Chinese could be typed at all.
    """
    if not platform.startswith("linux"):
        return False
    named = " ".join(environment.get(name, "") for name in _VARIABLES).lower()
    if "fcitx" not in named:
        return False
    environment["QT_IM_MODULE"] = "ibus"
    return True
