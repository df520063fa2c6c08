"""Fields: what one value of a record is, declared once.

A field knows its label, help, limits and sensitivity, parses what a person types, says in a sentence
what is wrong with a value, and shows a value. Form editors, table columns, search, print, export and
column types are made from it; where it stands on a screen is written by hand.
"""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

from xinmiao.kernel.display import show_date, show_datetime
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.kernel.typed_dates import parse_date, parse_datetime

V = TypeVar("V")
E = TypeVar("E", bound=StrEnum)


class Sensitivity(StrEnum):
    """How much harm a leak of this value does; decides redaction and what may be shown in a list."""

    PLAIN = "plain"
    IDENTITY = "identity"
    CONTACT = "contact"
    COUNSELLING = "counselling"


@dataclass(frozen=True, kw_only=True)
class Field(ABC, Generic[V]):
    """One value of a record. Subclasses say how it is parsed, checked and shown."""

    label: Text
    help: Text | None = None
    required: bool = False
    sensitivity: Sensitivity = Sensitivity.PLAIN
    kept_in_history: bool = True
    """Whether an earlier value stays readable after a change; a value that is not kept is really gone."""
    name: str = ""

    kind: ClassVar[str] = "field"

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the attribute's name as the field's."""
        object.__setattr__(self, "name", name)

    @abstractmethod
    def parse(self, typed: str) -> V | None:
        """Turn typed text into a value; empty gives None.

        Raises:
            FieldProblem: the text is no value of this kind.
        """

    def problem(self, value: V | None) -> Text | None:
        """Return the sentence that says what is wrong with `value`, or None."""
        if value is None or value == "":
            return _("Please fill this in.") if self.required else None
        return self.limit_problem(value)

    def limit_problem(self, value: V) -> Text | None:
        """Return what is wrong with a value that is there, or None."""
        del value
        return None

    def show(self, value: V | None) -> str:
        """Return the value as a person reads it; nothing gives an empty string."""
        return "" if value is None else str(value)


class FieldProblem(ValueError):
    """Typed text that is no value of the field's kind."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.msgid)
        self.text = text


@dataclass(frozen=True, kw_only=True)
class TextField(Field[str]):
    """Words: one line, or many."""

    max_length: int = 200
    multiline: bool = False
    leaves_room: bool = False
    """Whether the words reach people outside the counselling room, on paper or screen; the word guard looks at them."""

    kind: ClassVar[str] = "text"

    def parse(self, typed: str) -> str | None:
        """Return the text without blanks at its ends; many-line text keeps its inner form."""
        text = typed.strip()
        return text or None

    def limit_problem(self, value: str) -> Text | None:
        """Refuse text that is too long or holds characters that cannot be shown or stored."""
        if len(value) > self.max_length:
            return _("This is {length} characters; at most {limit} fit.").format(
                length=len(value), limit=self.max_length
            )
        if any(_is_unshowable(char, multiline=self.multiline) for char in value):
            return _("This holds an invisible control character; please delete it and type it again.")
        return None


_DIRECTION_MARKS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def _is_unshowable(char: str, *, multiline: bool) -> bool:
    if char in "\n\t":
        return not multiline
    return unicodedata.category(char) in {"Cc", "Cs"} or char in _DIRECTION_MARKS


@dataclass(frozen=True, kw_only=True)
class IntegerField(Field[int]):
    """A whole number within limits."""

    minimum: int = 0
    maximum: int = 1_000_000

    kind: ClassVar[str] = "integer"

    def parse(self, typed: str) -> int | None:
        """Read digits, full-width ones too."""
        text = unicodedata.normalize("NFKC", typed).strip()
        if not text:
            return None
        try:
            return int(text)
        except ValueError:
            raise FieldProblem(_("Please type a whole number.")) from None

    def limit_problem(self, value: int) -> Text | None:
        """Refuse a number out of range."""
        if self.minimum <= value <= self.maximum:
            return None
        return _("Please type a number from {minimum} to {maximum}.").format(minimum=self.minimum, maximum=self.maximum)


@dataclass(frozen=True, kw_only=True)
class DateField(Field[date]):
    """A day of the calendar; `11-23`, `1123`, `今天`, `下周三` are understood."""

    earliest: date = date(1900, 1, 1)
    latest: date = date(2199, 12, 31)

    kind: ClassVar[str] = "date"

    def parse(self, typed: str) -> date | None:
        """Read a date in one of the usual forms."""
        if not typed.strip():
            return None
        parsed = parse_date(typed, today=date.today())  # noqa: DTZ011 -- what the user calls today
        if parsed is None:
            raise FieldProblem(_("Please type a date such as 2026-11-23."))
        return parsed

    def limit_problem(self, value: date) -> Text | None:
        """Refuse a date out of range."""
        if self.earliest <= value <= self.latest:
            return None
        return _("Please type a date from {earliest} to {latest}.").format(
            earliest=show_date(self.earliest), latest=show_date(self.latest)
        )

    def show(self, value: date | None) -> str:
        """Return the date as 2026-11-23."""
        return show_date(value)


@dataclass(frozen=True, kw_only=True)
class DateTimeField(Field[datetime]):
    """A moment, stored in UTC, typed and shown in local time to the minute."""

    kind: ClassVar[str] = "datetime"

    def parse(self, typed: str) -> datetime | None:
        """Read a date and a time of day, `11-23 10:05`."""
        if not typed.strip():
            return None
        parsed = parse_datetime(typed, today=date.today())  # noqa: DTZ011 -- what the user calls today
        if parsed is None:
            raise FieldProblem(_("Please type a date and a time such as 2026-11-23 10:05."))
        return parsed

    def show(self, value: datetime | None) -> str:
        """Return the moment as 2026-11-23 10:05."""
        return show_datetime(value)


@dataclass(frozen=True, kw_only=True)
class BooleanField(Field[bool]):
    """Yes or no."""

    kind: ClassVar[str] = "boolean"

    def parse(self, typed: str) -> bool | None:
        """Read 是/否, yes/no, 1/0."""
        text = unicodedata.normalize("NFKC", typed).strip().lower()
        if not text:
            return None
        if text in {"是", "有", "y", "yes", "1", "true", "√"}:
            return True
        if text in {"否", "无", "没有", "n", "no", "0", "false", "×"}:
            return False
        raise FieldProblem(_("Please type yes or no."))

    def show(self, value: bool | None) -> str:  # noqa: FBT001 -- a value, not a switch
        """Return yes or no in the language in use."""
        return "" if value is None else str(_("Yes") if value else _("No"))


@dataclass(frozen=True, kw_only=True)
class ChoiceField(Field[E], Generic[E]):
    """One of a closed list; stored in lower-case English, shown by its label."""

    choices: type[E]
    labels: tuple[tuple[E, Text], ...]

    kind: ClassVar[str] = "choice"

    def parse(self, typed: str) -> E | None:
        """Read a label in the language in use, or the stored value."""
        text = typed.strip()
        if not text:
            return None
        for choice, label in self.labels:
            if text in {str(label), choice.value}:
                return choice
        raise FieldProblem(_("Please choose one of the list."))

    def show(self, value: E | None) -> str:
        """Return the label."""
        return "" if value is None else str(dict(self.labels)[value])


@dataclass(frozen=True, kw_only=True)
class ChoicesField(Field[tuple[E, ...]], Generic[E]):
    """Any number of a closed list, in the list's order; stored as lower-case English words."""

    choices: type[E]
    labels: tuple[tuple[E, Text], ...]

    kind: ClassVar[str] = "choices"

    def parse(self, typed: str) -> tuple[E, ...] | None:
        """Read labels or stored values, separated by commas or 、."""
        found: set[E] = set()
        for part in re.split("[,，、;；]", typed):
            named = [choice for choice, label in self.labels if part.strip() in {str(label), choice.value}]
            if part.strip() and not named:
                raise FieldProblem(_("Please choose from the list."))
            found.update(named)
        return self.in_order(found) or None

    def in_order(self, values: Iterable[E]) -> tuple[E, ...]:
        """Return the chosen in the list's order, each once."""
        chosen = set(values)
        return tuple(choice for choice, _label in self.labels if choice in chosen)

    def problem(self, value: tuple[E, ...] | None) -> Text | None:
        """Ask for at least one when required."""
        return _("Please choose at least one.") if self.required and not value else None

    def show(self, value: tuple[E, ...] | None) -> str:
        """Return the labels, separated by 、 or a comma."""
        words = dict(self.labels)
        return tr(", ").join(str(words[choice]) for choice in value or ())


@dataclass(frozen=True, kw_only=True)
class CodesField(Field[tuple[str, ...]]):
    """Codes of a list the school keeps itself; what they are called stands in that list, never here."""

    longest: int = 40

    kind: ClassVar[str] = "codes"

    def parse(self, typed: str) -> tuple[str, ...] | None:
        """Read codes separated by commas or 、."""
        return tuple(dict.fromkeys(part.strip() for part in re.split("[,，、;；]", typed) if part.strip())) or None

    def problem(self, value: tuple[str, ...] | None) -> Text | None:
        """Ask for at least one when required; a code holds no comma."""
        if not value:
            return _("Please choose at least one.") if self.required else None
        if any("," in code or len(code) > self.longest for code in value):
            return _("Please choose from the list.")
        return None

    def show(self, value: tuple[str, ...] | None) -> str:
        """Return the bare codes; who has the list shows their words."""
        return tr(", ").join(value or ())


@dataclass(frozen=True, kw_only=True)
class ReferenceField(Field[str]):
    """The id of another record; `record` is that record's spec name. Foreign keys do not cross files."""

    record: str

    kind: ClassVar[str] = "reference"

    def parse(self, typed: str) -> str | None:
        """Return the id."""
        return typed.strip() or None


@dataclass(frozen=True, kw_only=True)
class BinaryField(Field[bytes]):
    """The bytes of a file; never typed, never shown, loaded only when asked for."""

    maximum: int

    kind: ClassVar[str] = "binary"

    def parse(self, typed: str) -> bytes | None:
        """Refuse: bytes are not typed."""
        del typed
        raise FieldProblem(_("This cannot be typed."))

    def limit_problem(self, value: bytes) -> Text | None:
        """Refuse a file that is too large."""
        if len(value) <= self.maximum:
            return None
        return _("This is larger than {limit} MB.").format(limit=self.maximum // (1024 * 1024))

    def show(self, value: bytes | None) -> str:
        """Return nothing: bytes are shown by a viewer."""
        del value
        return ""


AnyField = Field[Any]
