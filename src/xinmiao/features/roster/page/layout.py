"""What the roster's pages remember for each account: columns and widths.

Owns the names under which it is kept; holds nothing of a person.
"""

from __future__ import annotations

from xinmiao.kernel.fields import TextField
from xinmiao.kernel.settings import Setting, SettingLevel
from xinmiao.kernel.texts import _

STUDENTS_TABLE = Setting(
    "roster.students_table", SettingLevel.USER, TextField(label=_("Columns of the student list")), default={}
)
STUDENTS_SPLIT = Setting(
    "roster.students_split", SettingLevel.USER, TextField(label=_("Width of the list of classes")), default={}
)
IMPORT_TABLE = Setting(
    "roster.import_table", SettingLevel.USER, TextField(label=_("Columns of the trial run")), default={}
)
IMPORT_SPLIT = Setting(
    "roster.import_split", SettingLevel.USER, TextField(label=_("Width of the trial run")), default={}
)
RESHUFFLE_SPLIT = Setting(
    "roster.reshuffle_split", SettingLevel.USER, TextField(label=_("Width of the reshuffling")), default={}
)
PROMOTION_SPLIT = Setting(
    "roster.promotion_split", SettingLevel.USER, TextField(label=_("Width of the promotion")), default={}
)
