"""Which face has which character, and what is named when none has it."""

from __future__ import annotations

import pytest

from xinmiao.documents.embedding import unicode_map
from xinmiao.documents.fonts import FALLBACK, Weight, measure, missing_glyphs, name_character

REGULAR, BOLD = Weight.REGULAR.value, Weight.BOLD.value


def test_noto_has_most_rare_characters_and_the_fallback_the_rest() -> None:
    runs = [(run.face, run.text) for run in measure(Weight.REGULAR).runs("张㛃䶮𠮷𬭎123")]
    assert runs == [(REGULAR, "张㛃䶮"), (FALLBACK, "𠮷"), (REGULAR, "𬭎123")]


def test_the_thin_fallback_is_thickened_more_in_bold_text() -> None:
    regular = measure(Weight.REGULAR).runs("吉𠮷")
    bold = measure(Weight.BOLD).runs("吉𠮷")
    assert [run.face for run in bold] == [BOLD, FALLBACK]
    assert [run.thicken for run in regular] < [run.thicken for run in bold]
    assert regular[0].thicken == bold[0].thicken == 0


def test_a_chinese_character_is_one_em_wide() -> None:
    assert measure(Weight.REGULAR).width("汉字", 10) == 20
    assert measure(Weight.REGULAR).width("𠮷", 10) == 10


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("㛃䶮𠮷𬭎 abc，。①☑", ()),
        ("一\r\n二\t三\u00a0四\u200b\ufeff", ()),
        ("a\x00b\x07a\x00", ("\x00", "\x07")),
        ("半\ud800个", ("\ud800",)),
        ("𠀂龘", ("𠀂",)),
        ("\u0378", ("\u0378",)),
        ("\ue863", ("\ue863",)),
    ],
)
def test_what_cannot_be_printed_is_listed_once_in_order(text: str, missing: tuple[str, ...]) -> None:
    assert missing_glyphs(text) == missing


def test_a_character_is_named_with_its_code_point() -> None:
    assert name_character("𠀂") == "𠀂 (U+20002)"
    assert name_character("\x00") == "U+0000"
    assert name_character("\ud800") == "U+D800"


def test_characters_beyond_the_bmp_are_written_as_surrogate_pairs() -> None:
    table = unicode_map([0, ord("A"), 0x20BB7])
    assert "<01> <0041>" in table
    assert "<02> <D842DFB7>" in table
    assert "<00> <" in table.split("begincodespacerange")[1].split("endcodespacerange")[0]
    assert "2 beginbfchar" in table


def test_blocks_hold_at_most_a_hundred_entries() -> None:
    table = unicode_map(list(range(0x4E00, 0x4E00 + 256)))
    assert [line for line in table.splitlines() if "beginbfchar" in line] == [
        "100 beginbfchar",
        "100 beginbfchar",
        "56 beginbfchar",
    ]
