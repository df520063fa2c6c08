"""The field every record has that can be restricted to named accounts."""

from __future__ import annotations

from xinmiao.kernel.fields import BinaryField
from xinmiao.kernel.texts import _

_MOST = 6 * 1024 * 1024


class SealedPart:
    """Adds to a `RecordSpec` the place where a restricted record keeps what others must not read.

    Sealed are the fields of `Sensitivity.COUNSELLING` and what the mapped class names beside them.
    """

    sealed = BinaryField(label=_("Sealed contents"), maximum=_MOST)
