"""How a counsellor left the caseload: columns, widths, order; kept on this computer, shown on no settings page."""

from __future__ import annotations

from xinmiao.kernel.fields import TextField
from xinmiao.kernel.settings import Setting, SettingLevel
from xinmiao.kernel.texts import _

CASES_TABLE = Setting(
    "casework.cases_table", SettingLevel.USER, TextField(label=_("Columns of the caseload")), default={}
)
