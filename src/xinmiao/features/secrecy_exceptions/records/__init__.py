"""THE declaration of exceptions to secrecy, and what is shown of them."""

from __future__ import annotations

from xinmiao.features.secrecy_exceptions.records.exceptions import (
    SECRECY_EXCEPTION,
    ExceptionGround,
    ExceptionHow,
    ReceiverRole,
)
from xinmiao.features.secrecy_exceptions.records.views import (
    KIND,
    ExceptionForm,
    ExceptionView,
    OwnSlip,
    Receiver,
    Slip,
    SlipLine,
    SlipPrint,
)

__all__ = [
    "KIND",
    "SECRECY_EXCEPTION",
    "ExceptionForm",
    "ExceptionGround",
    "ExceptionHow",
    "ExceptionView",
    "OwnSlip",
    "Receiver",
    "ReceiverRole",
    "Slip",
    "SlipLine",
    "SlipPrint",
]
