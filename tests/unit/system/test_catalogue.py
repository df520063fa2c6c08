"""Our reader of compiled catalogues says what the standard library's says, for every entry and every damage."""

from __future__ import annotations

import gettext
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from xinmiao.system.catalogue import MoCatalogue, NotACatalogue
from xinmiao.system.resources import catalogue_path

NUMBERS = (0, 1, 2, 5, 11, 100)


@pytest.fixture(scope="module")
def data() -> bytes:
    return catalogue_path("zh_CN").read_bytes()


def test_every_entry_is_found(data: bytes) -> None:
    ours, theirs = MoCatalogue(data), gettext.GNUTranslations(BytesIO(data))
    with catalogue_path("zh_CN").with_suffix(".po").open("rb") as stream:
        msgids = [message.id for message in read_po(stream) if message.id]
    assert len(msgids) > 1000
    for msgid in msgids:
        if isinstance(msgid, str):
            assert ours.gettext(msgid) == theirs.gettext(msgid)
            continue
        singular, plural = msgid
        for number in NUMBERS:
            assert ours.ngettext(singular, plural, number) == theirs.ngettext(singular, plural, number)


@pytest.mark.parametrize("message", ["no such words", "A", "是", "\uffff"])
def test_what_is_not_there_stays(data: bytes, message: str) -> None:
    assert MoCatalogue(data).gettext(message) == message
    assert MoCatalogue(data).ngettext("one of none", "many of none", 1) == "one of none"
    assert MoCatalogue(data).ngettext("one of none", "many of none", 2) == "many of none"


def test_two_plural_forms(tmp_path: Path) -> None:
    """The header's rule is followed: Chinese has one form, so a language with two is made here."""
    from babel.messages import Catalog  # noqa: PLC0415 -- only for this
    from babel.messages.mofile import write_mo  # noqa: PLC0415 -- as above

    made = Catalog(locale="en")
    made.add(("{count} day", "{count} days"), ("a day", "days"))
    with (tmp_path / "two.mo").open("wb") as stream:
        write_mo(stream, made)
    ours = MoCatalogue((tmp_path / "two.mo").read_bytes())
    assert [ours.ngettext("{count} day", "{count} days", n) for n in (0, 1, 2)] == ["days", "a day", "days"]


@pytest.mark.parametrize("size", [0, 3, 27, 28, 40, 2000, -2, -1])
def test_a_cut_catalogue_is_refused(data: bytes, size: int) -> None:
    with pytest.raises(NotACatalogue):
        MoCatalogue(data[:size])


def test_another_file_is_refused() -> None:
    with pytest.raises(NotACatalogue):
        MoCatalogue(b"PK\x03\x04" + bytes(200))
