"""QR codes as rows of dark and light modules.

Owns the choice of error level (M: a sixth of the code may be smudged) and the refusal of data that no
code can hold. Does not draw.
"""

from __future__ import annotations

from xinmiao.kernel.errors import OutputFailed
from xinmiao.kernel.texts import _

_MOST_BYTES = 600
"""Version 19 at level M holds 624 bytes (ISO/IEC 18004, table 7); finer modules do not survive a school printer."""


def qr_modules(data: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules of a QR code for `data` (UTF-8), True where dark, without the quiet zone.

    Raises:
        OutputFailed: the data are too long for one code, or not text.
    """
    if any("\ud800" <= character <= "\udfff" for character in data) or len(data.encode()) > _MOST_BYTES:
        raise OutputFailed(_("This is too long for a QR code."), _("Please shorten it."), code="E-QR")
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel  # noqa: PLC0415 -- 0.1 s, rarely needed

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(data)
    code.make()
    return tuple(tuple(bool(dark) for dark in row) for row in code.modules)
