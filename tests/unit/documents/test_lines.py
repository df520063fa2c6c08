"""Lines end where Chinese lines may end, and nothing typed is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinmiao.documents.fonts import Weight, measure
from xinmiao.documents.lines import break_lines, one_line

EM = 10.0


def texts(text: str, characters: float) -> list[str]:
    return [line.text for line in break_lines(text, characters * EM, EM)]


def test_chinese_text_breaks_between_any_two_characters() -> None:
    assert texts("一二三四五六七八", 3) == ["一二三", "四五六", "七八"]


def test_closing_punctuation_never_begins_a_line() -> None:
    assert texts("一二三，四五。", 3) == ["一二", "三，四", "五。"]


def test_opening_punctuation_never_ends_a_line() -> None:
    assert texts("一二（三四）五", 3) == ["一二", "（三", "四）五"]


def test_dash_and_ellipsis_stay_whole() -> None:
    assert texts("一二——三……四", 3) == ["一", "二——", "三……", "四"]


def test_words_dates_and_numbers_stay_whole() -> None:
    lines = texts("日期2026-11-23上午hello", 8)
    assert "2026-11-23" in "|".join(lines)
    assert "hello" in "|".join(lines)
    assert "".join(lines) == "日期2026-11-23上午hello"


def test_a_word_wider_than_the_line_is_cut() -> None:
    lines = texts("x" * 50, 3)
    assert "".join(lines) == "x" * 50
    assert all(measure(Weight.REGULAR).width(line, EM) <= 3 * EM + 0.01 for line in lines)


def test_line_ends_empty_lines_and_leading_spaces_are_kept() -> None:
    assert texts("一\r\n\n  二\u2028三\t四", 9) == ["一", "", "  二", "三    四"]


def test_spaces_at_a_break_are_not_set() -> None:
    assert texts("一二三   四", 3) == ["一二三", "四"]


def test_marks_without_shape_are_left_out() -> None:
    assert texts("一\u200b二\ufeff三\ufe0f", 9) == ["一二三"]


def test_filled_lines_reach_the_margin_but_not_the_last() -> None:
    first, last = break_lines("一二三四五（六七八）九", 5.5 * EM, EM, fill=True)[:2]
    width = measure(Weight.REGULAR).width(first.text, EM)
    assert width + first.spacing * (len(first.text) - 1) == pytest.approx(5.5 * EM)
    assert break_lines("一二三", 5.5 * EM, EM, fill=True)[-1].spacing == 0
    assert last.text


def test_a_line_is_at_least_one_character_wide() -> None:
    assert texts("一二", 0.0) == ["一", "二"]


def test_one_line_is_cut_with_an_ellipsis() -> None:
    assert one_line("一二三四五", 3 * EM, EM) == "一二…"
    assert one_line("一二\n三", 9 * EM, EM) == "一二 三"


@given(st.text(alphabet="汉字，。（）“”—… \u3000ab12.\n", max_size=80), st.integers(1, 12))
@settings(max_examples=200, deadline=None)
def test_nothing_but_spaces_is_lost_and_no_line_is_too_wide(text: str, characters: int) -> None:
    lines = break_lines(text, characters * EM, EM, fill=True)
    joined = "".join(line.text for line in lines)
    assert re.sub(r"[ \u3000\n]", "", joined) == re.sub(r"[ \u3000\n]", "", text)
    known = measure(Weight.REGULAR)
    for line in lines:
        assert (
            known.width(line.text, EM) + line.spacing * (len(line.text) - 1) <= characters * EM + 0.02
            or len(line.text) == 1
        )
