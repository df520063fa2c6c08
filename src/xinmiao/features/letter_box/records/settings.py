"""What a school chooses about its letter box: what it is called, when it is opened, how long a letter may wait."""

from __future__ import annotations

from xinmiao.kernel.fields import IntegerField, TextField
from xinmiao.kernel.settings import Setting, SettingLevel
from xinmiao.kernel.texts import Text, _


def _line(name: str, label: Text, help_: Text, most: int) -> Setting:
    field = TextField(name=name, label=label, help=help_, max_length=most)
    return Setting(f"letter_box.{name}", SettingLevel.SCHOOL, field, "")


def _days(name: str, label: Text, help_: Text, default: int) -> Setting:
    field = IntegerField(name=name, label=label, help=help_, required=True, minimum=0, maximum=60)
    return Setting(f"letter_box.{name}", SettingLevel.SCHOOL, field, default)


BOX_NAME = _line(
    "box_name", _("Name of the letter box"), _("As it stands on the box; left empty, the usual name is printed."), 20
)
OPENING_TIMES = _line(
    "opening_times",
    _("When the letter box is opened"),
    _("As it stands on the box; left empty, the opening hours of the room are printed."),
    120,
)
ANSWER_WITHIN = _days(
    "answer_within",
    _("Days until a letter is answered"),
    _("From 0 to 60 school days; an urgent letter is a task at once."),
    3,
)
OPEN_WITHIN = _days(
    "open_within", _("Days until the letter box is opened again"), _("From 0 to 60 school days after the last time."), 5
)
SETTINGS = (BOX_NAME, OPENING_TIMES, ANSWER_WITHIN, OPEN_WITHIN)
