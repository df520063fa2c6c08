"""What file access brings to the program."""

from __future__ import annotations

from xinmiao.features.file_access.records import FILE_ACCESS, PRESERVATION_HOLD
from xinmiao.kernel.feature import Feature
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="file_access",
    label=_("File access"),
    records=(FILE_ACCESS, PRESERVATION_HOLD),
    model="xinmiao.features.file_access.model",
)
