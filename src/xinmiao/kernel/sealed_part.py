"""The field every record has that can be restricted to named accounts."""

from __future__ import annotations

from xinmiao.kernel.fields import BinaryField
from xinmiao.kernel.texts import _

_MOST = 6 * 1024 * 1024


def sealed_part() -> BinaryField:
    """Return the field in which a restricted record keeps what others must not read; it is called `sealed`.

    Sealed are the fields of `Sensitivity.COUNSELLING` and what the mapped class names beside them.
    """
    return BinaryField(label=_("Sealed contents"), maximum=_MOST)
