"""Settings of the program itself: look, size of letters, language, when it locks.

Owns their declarations. Those of the computer are kept in `device_settings`; what is done with them is the
application's affair.
"""

from __future__ import annotations

from enum import StrEnum

from xinmiao.kernel.fields import ChoiceField, IntegerField
from xinmiao.kernel.settings import Setting, SettingLevel
from xinmiao.kernel.texts import Text, _
from xinmiao.system.device_settings import Theme
from xinmiao.system.i18n import DEFAULT_LANGUAGE, SOURCE_LANGUAGE


class LetterSize(StrEnum):
    """How large letters and everything around them are."""

    NORMAL = "normal"
    LARGE = "large"

    @property
    def percent(self) -> int:
        """Return the size in percent."""
        return 125 if self is LetterSize.LARGE else 100


class Language(StrEnum):
    """The languages of the interface."""

    CHINESE = "chinese"
    ENGLISH = "english"

    @property
    def code(self) -> str:
        """Return what its catalogue is called."""
        return DEFAULT_LANGUAGE if self is Language.CHINESE else SOURCE_LANGUAGE


THEME = Setting(
    "device.theme",
    SettingLevel.DEVICE,
    ChoiceField(
        name="theme",
        label=_("Look"),
        help=_("High contrast draws every border and uses the strongest colours."),
        required=True,
        choices=Theme,
        labels=(
            (Theme.LIGHT, _("Light")),
            (Theme.DARK, _("Dark")),
            (Theme.HIGH_CONTRAST, _("High contrast")),
            (Theme.SYSTEM, _("As the computer")),
        ),
    ),
    Theme.LIGHT,
)
LETTER_SIZE = Setting(
    "device.letter_size",
    SettingLevel.DEVICE,
    ChoiceField(
        name="letter_size",
        label=_("Size of letters"),
        help=_("Everything becomes larger with the letters; pages are laid out anew."),
        required=True,
        choices=LetterSize,
        labels=((LetterSize.NORMAL, _("Normal (100 %)")), (LetterSize.LARGE, _("Large (125 %)"))),
    ),
    LetterSize.NORMAL,
)
LANGUAGE = Setting(
    "device.language",
    SettingLevel.DEVICE,
    ChoiceField(
        name="language",
        label=_("Language"),
        help=_("The words of the program; what was written stays as it is. Papers are printed in this language."),
        required=True,
        choices=Language,
        labels=((Language.CHINESE, Text("中文")), (Language.ENGLISH, Text("English"))),
    ),
    Language.CHINESE,
)
LOCK_MINUTES = Setting(
    "account.lock_minutes",
    SettingLevel.USER,
    IntegerField(
        name="lock_minutes",
        label=_("Minutes until the program locks"),
        help=_("So many minutes without key or mouse, from 1 to 15. What is being typed is kept as a draft."),
        required=True,
        minimum=1,
        maximum=15,
    ),
    5,
)
PROGRAM_SETTINGS = (THEME, LETTER_SIZE, LANGUAGE, LOCK_MINUTES)
