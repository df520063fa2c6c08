"""Between the declared parts of the vault file and plain JSON values.

Owns one strict translation for frozen dataclasses: every declared name must be there and no other, so
that nothing unsigned hides in the file. Knows nothing of keys or signatures.
"""

from __future__ import annotations

import base64
import binascii
import types
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")

LEFT_OUT = "left out at its default"
"""In the metadata of a field that came later: files written before it stay what they were, byte for byte."""


class Misshapen(ValueError):
    """The JSON is not of the declared shape."""


def to_plain(value: Any) -> Any:
    """Return `value` as something `json` can write; sets sorted, bytes in base64, days and moments in ISO form."""
    if is_dataclass(value):
        return {
            field.name: to_plain(getattr(value, field.name))
            for field in fields(value)
            if LEFT_OUT not in field.metadata or getattr(value, field.name) != field.default
        }
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, date):  # moments too
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): to_plain(entry) for key, entry in value.items()}
    if isinstance(value, frozenset):
        return sorted(str(entry) for entry in value)
    if isinstance(value, tuple):
        return [to_plain(entry) for entry in value]
    return value


def from_plain(kind: type[T], plain: Any) -> T:
    """Build a `kind` from JSON values.

    Raises:
        Misshapen: a name is missing or too many, or a value is of another kind.
    """
    return cast("T", _read(kind, plain))


def _read(kind: Any, plain: Any) -> Any:
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return None if plain is None else _read(next(a for a in get_args(kind) if a is not types.NoneType), plain)
    if origin is not None:
        return _COLLECTIONS[origin](get_args(kind), plain)
    if is_dataclass(kind):
        return _read_record(kind, plain)
    if issubclass(kind, StrEnum):
        return _attempt(kind, _exactly(str, plain))
    if kind in _SCALARS:
        return _attempt(_SCALARS[kind], _exactly(str, plain))
    return _exactly(kind, plain)


def _read_record(kind: Any, plain: Any) -> Any:
    hints: dict[str, Any] = _hints(kind)
    if not isinstance(plain, dict) or not _required(kind) <= plain.keys() <= hints.keys():
        raise Misshapen(kind.__name__)
    return kind(**{name: _read(hints[name], value) for name, value in plain.items()})


@cache
def _required(kind: Any) -> frozenset[str]:
    return frozenset(field.name for field in fields(kind) if LEFT_OUT not in field.metadata)


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def _read_dict(kinds: tuple[Any, ...], plain: Any) -> Any:
    return {_read(kinds[0], key): _read(kinds[1], entry) for key, entry in _exactly(dict, plain).items()}


def _read_set(kinds: tuple[Any, ...], plain: Any) -> Any:
    return frozenset(_read(kinds[0], entry) for entry in _exactly(list, plain))


def _read_tuple(kinds: tuple[Any, ...], plain: Any) -> Any:
    return tuple(_read(kinds[0], entry) for entry in _exactly(list, plain))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise Misshapen(text)
    return moment


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _exactly(kind: type[T], plain: Any) -> T:
    if type(plain) is not kind:
        raise Misshapen(kind.__name__)
    return plain


def _attempt(make: Callable[[str], Any], text: str) -> Any:
    try:
        return make(text)
    except (ValueError, binascii.Error) as error:
        raise Misshapen(text[:40]) from error


_SCALARS: dict[Any, Callable[[str], Any]] = {datetime: _moment, date: date.fromisoformat, bytes: _bytes}
_COLLECTIONS: dict[Any, Callable[[tuple[Any, ...], Any], Any]] = {
    dict: _read_dict,
    frozenset: _read_set,
    tuple: _read_tuple,
}
