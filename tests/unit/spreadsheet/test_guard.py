"""What could run as a formula is made inert; everything else stays exactly as it is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmiao.documents.spreadsheet_guard import inert, may_run, writable

RISKY = [
    "=1+1",
    "＝1+1",
    "+cmd|' /C calc'!A0",
    "＋1",
    "-2+3",
    "－2+3",
    "﹣2",
    "@SUM(A1)",
    "＠SUM(A1)",
    "|cmd",
    "｜cmd",
    "%0A=1",
    "％x",
    "\t=1",
    "\tplain",
    "\rplain",
    "\nplain",
    "\u00a0=1",
    "\u3000=1",
    "\ufeff=1",
    "\u200b=1",
    "\u202e=1",
    "\0=1",
    "\x1b=1",
    "   =1",
    "\u2007\u202f\u00a0＝1",
    " \t x",
]
HARMLESS = [
    "",
    "王芳",
    "2026-11-23",
    "a=b",
    "七(2)班",
    "'=1",
    "  空格开头",
    "\u3000全角空格开头",
    "13900000000",
    "“=”",
    "－"[:0],
]


@pytest.mark.parametrize("text", RISKY)
def test_what_could_run_gets_an_apostrophe(text: str) -> None:
    assert may_run(text)
    assert inert(text) == "'" + text


@pytest.mark.parametrize("text", HARMLESS)
def test_the_rest_stays_as_it_is(text: str) -> None:
    assert not may_run(text)
    assert inert(text) == text


@given(st.text(max_size=30))
def test_no_text_runs_afterwards(text: str) -> None:
    stripped = unicodedata.normalize("NFKC", inert(text)).lstrip("\ufeff\u00a0\u3000 \u200b")
    assert not stripped.startswith(("=", "+", "-", "@", "|", "%", "\t", "\r", "\n"))


def test_lost_characters_are_shown_as_lost() -> None:
    assert writable("a\0b\ud800c𠮷") == "a\ufffdb\ufffdc𠮷"
