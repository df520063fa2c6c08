"""Codes copied by hand: spelling, folding and slips."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmiao.vault.keys.codes import ALPHABET, check_character, decode, encode
from xinmiao.vault.keys.errors import TypingSlip

SEED = bytes(range(1, 21))


def test_check_characters_worked_out_by_hand() -> None:
    # Group 1 "0000": 1 + 0, and 31 = Z makes 32.
    assert check_character("0000", 1) == "Z"
    # Group 1 "0001": the last place doubled: 1 + 2 = 3, and 29 = X makes 32.
    assert check_character("0001", 1) == "X"
    # Group 2 "ABCD" = 10 11 12 13: 2 + 13*2 + 12 + 11*2 + 10 = 72, and 24 = R makes 96.
    assert check_character("ABCD", 2) == "R"
    # Group 3 "000Z": 3 + (62 - 31) = 34, and 30 = Y makes 64.
    assert check_character("000Z", 3) == "Y"


def test_crockford_letters_worked_out_by_hand() -> None:
    # 160 bits, all zero but the last two bytes: 00000001 00000000 ends in the fives 00000 01000 00000 (0, 8, 0),
    # before them only zeros; group 8 is "0080": 8 + 0 + 8 + 0 + 0 = 16, and 16 = G makes 32.
    code = encode(bytes(18) + b"\x01\x00")
    assert code.replace("-", "")[-5:] == "0080G"
    # The check characters of the all-zero groups 1 to 7: 32 minus the group's number.
    assert code == "0000Z-0000Y-0000X-0000W-0000V-0000T-0000S-0080G"


def test_left_over_bits_hold_a_digest() -> None:
    # 128 bits fill 25 letters and 3 bits; 140 bits stand in 28 letters, the last 12 are of SHA-256.
    letters = "".join(group[:4] for group in encode(bytes(16)).split("-"))
    digest = int.from_bytes(hashlib.sha256(b"xinmiao code" + bytes(16)).digest()[:2], "big") >> 4
    number = 0
    for letter in letters:
        number = number * 32 + ALPHABET.index(letter)
    assert len(letters) == 28
    assert number == digest


@pytest.mark.parametrize(
    "spelling",
    [
        lambda code: code.lower(),
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " — "),
        lambda code: code.replace("0", "O").replace("1", "l"),
        lambda code: code.replace("0", "o").replace("1", "I"),
        lambda code: "".join(chr(ord(letter) + 0xFEE0) if letter != "-" else "－" for letter in code),
        lambda code: "\n".join(code.split("-")),
    ],
)
def test_other_spellings_are_the_same_code(spelling: object) -> None:
    assert callable(spelling)
    assert decode(spelling(encode(SEED)), 20) == SEED


@given(st.binary(min_size=20, max_size=20))
def test_seeds_come_back(data: bytes) -> None:
    assert decode(encode(data), 20) == data


@given(st.binary(min_size=16, max_size=16))
def test_school_secrets_come_back(data: bytes) -> None:
    assert decode(encode(data), 16) == data


@given(st.binary(min_size=20, max_size=20), st.integers(0, 39), st.sampled_from(ALPHABET))
def test_one_wrong_letter_names_its_group(data: bytes, place: int, letter: str) -> None:
    code = encode(data).replace("-", "")
    slipped = code[:place] + letter + code[place + 1 :]
    if letter == code[place]:
        assert decode(slipped, 20) == data
        return
    with pytest.raises(TypingSlip) as caught:
        decode(slipped, 20)
    assert caught.value.group == place // 5 + 1


@given(st.binary(min_size=20, max_size=20), st.integers(0, 39).filter(lambda place: place % 5 < 3))
def test_neighbours_exchanged_are_noticed_but_for_0_and_z(data: bytes, place: int) -> None:
    code = encode(data).replace("-", "")
    first, second = code[place], code[place + 1]
    slipped = code[:place] + second + first + code[place + 2 :]
    if first == second or {first, second} == {"0", "Z"}:
        return
    with pytest.raises(TypingSlip):
        decode(slipped, 20)


def test_exchanged_groups_are_noticed() -> None:
    groups = encode(SEED).split("-")
    groups[2], groups[3] = groups[3], groups[2]
    with pytest.raises(TypingSlip) as caught:
        decode("-".join(groups), 20)
    assert caught.value.group == 3


@pytest.mark.parametrize(
    ("typed", "group"),
    [("", 1), (encode(SEED)[:-6], 7), (encode(SEED) + "-0000Z", 8), ("U" + encode(SEED)[1:], 1), ("苗" * 40, 1)],
)
def test_missing_superfluous_and_foreign_letters(typed: str, group: int) -> None:
    with pytest.raises(TypingSlip) as caught:
        decode(typed, 20)
    assert caught.value.group == group
    assert caught.value.code == "E-TYPING"


def test_a_letter_left_out_names_the_group_where_it_is_missing() -> None:
    code = encode(SEED).replace("-", "")
    with pytest.raises(TypingSlip) as caught:
        decode(code[:12] + code[13:], 20)
    assert caught.value.group == 3
