"""The recovery sheet on paper: 恢复单."""

from __future__ import annotations

from datetime import datetime

from xinmiao.documents.paper import (
    Block,
    Heading,
    KeyValue,
    KeyValues,
    Paper,
    Paragraph,
    Qr,
    SignatureLines,
    TextStyle,
)
from xinmiao.features.accounts.records import SheetCodes
from xinmiao.kernel.display import show_date, show_datetime
from xinmiao.kernel.texts import tr

_ROW_OF_GROUPS = 4


def recovery_sheet_paper(sheet: SheetCodes, *, printed_by: str, printed_at: datetime) -> Paper:
    """Return the sheet: both codes to read and to scan, what it opens, how it is kept, who signed."""
    return Paper(
        title=tr("Recovery sheet"),
        subtitle=tr("No. {number} · {day}", number=sheet.number, day=show_date(sheet.made_at.astimezone().date())),
        blocks=(*_codes(sheet), *_instructions()),
        school=sheet.school_name,
        purpose=tr("To be kept sealed"),
        printed_by=printed_by,
        printed_at=printed_at,
    )


def _codes(sheet: SheetCodes) -> tuple[Block, ...]:
    return (
        KeyValues(
            (
                KeyValue(tr("Sheet number"), str(sheet.number)),
                KeyValue(tr("Made on"), show_datetime(sheet.made_at)),
                KeyValue(tr("Fingerprint of the school’s key"), sheet.fingerprint, wide=True),
            )
        ),
        Heading(tr("Recovery code")),
        Qr(sheet.recovery_code, _grouped(sheet.recovery_code)),
        Heading(tr("School code")),
        Qr(sheet.school_code, _grouped(sheet.school_code)),
    )


def _instructions() -> tuple[Block, ...]:
    return (
        Heading(tr("What it is for")),
        Paragraph(
            tr(
                "Forgotten password: on this computer, choose “Use the recovery sheet” on the sign-in screen and"
                " type the recovery code. Another computer: copy the data folder or a backup there; when signing in,"
                " type the school code once. Capital and small letters, O and 0, I and 1 make no difference."
            )
        ),
        Heading(tr("How it is kept")),
        Paragraph(
            tr(
                "Two copies in sealed envelopes in two places. Each opening is signed by two persons, and a new"
                " sheet is made afterwards. Who holds this sheet and a copy of the data needs only a password:"
                " never keep them together, never photograph the sheet."
            ),
            TextStyle.BOXED,
        ),
        SignatureLines((tr("Sealed by"), tr("Witness"), tr("Place of this copy"))),
    )


def _grouped(code: str) -> str:
    """Return the code with a line break after every fourth group, easy to copy by hand."""
    groups = code.split("-")
    rows = (groups[start : start + _ROW_OF_GROUPS] for start in range(0, len(groups), _ROW_OF_GROUPS))
    return "\n".join(" - ".join(row) for row in rows)
