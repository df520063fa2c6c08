"""The cost of a password: floor, cap, calibration, and what is mixed in."""

from __future__ import annotations

import re
from pathlib import Path

import nacl.pwhash
import pytest

from key_schools import CHEAP_COST_FOR_TESTS, CHEAP_POLICY_FOR_TESTS
from xinmiao.vault import keys
from xinmiao.vault.keys import SHIPPED_POLICY, CostRefused, KdfCost, OutOfMemory, PasswordRefused, calibrate
from xinmiao.vault.keys.kdf import DEFAULT_COST, MIB, derive_key
from xinmiao.vault.keys.passwords import check_password, password_bytes
from xinmiao.vault.keys.primitives import hkdf

SALT = bytes(range(16))
PASSWORD = "一二三四 five"


def derived(*, password: str = PASSWORD, secret: bytes = bytes(16), salt: bytes = SALT) -> bytes:
    return derive_key(
        password, salt=salt, cost=CHEAP_COST_FOR_TESTS, school_secret=secret, policy=CHEAP_POLICY_FOR_TESTS
    )


def test_the_key_is_argon2id_then_hkdf_with_the_school_secret() -> None:
    stretched = nacl.pwhash.argon2id.kdf(32, PASSWORD.encode(), SALT, opslimit=1, memlimit=8192)
    assert derived(secret=b"s" * 16) == hkdf(stretched, salt=b"s" * 16, info=b"xinmiao account slot v1")


def test_password_secret_and_salt_all_count() -> None:
    keys = {derived(), derived(password="other password"), derived(secret=b"s" * 16), derived(salt=bytes(16))}
    assert len(keys) == 4


def test_full_width_and_composed_letters_are_one_password() -> None:
    assert password_bytes("ＡＢＣ１２３é") == password_bytes("ABC123e\u0301")
    assert password_bytes("Abc") != password_bytes("abc")


@pytest.mark.parametrize(
    "cost",
    [KdfCost(4 * 1024**4, 10**9), KdfCost(1025 * MIB, 3), KdfCost(64 * MIB, 17), KdfCost(1024, 3), KdfCost(-1, -1)],
)
def test_absurd_cost_is_refused_before_computing(cost: KdfCost) -> None:
    with pytest.raises(CostRefused):
        derive_key("x" * 12, salt=SALT, cost=cost, school_secret=bytes(16), policy=SHIPPED_POLICY)


def test_the_shipped_limits() -> None:
    assert KdfCost(64 * 1024 * 1024, 3) == SHIPPED_POLICY.floor
    assert KdfCost(1024 * 1024 * 1024, 16) == SHIPPED_POLICY.cap
    assert KdfCost(128 * 1024 * 1024, 3) == DEFAULT_COST


@pytest.mark.parametrize("cost", [KdfCost(63 * MIB, 3), KdfCost(64 * MIB, 2), CHEAP_COST_FOR_TESTS])
def test_nothing_is_made_below_the_shipped_floor(cost: KdfCost) -> None:
    with pytest.raises(ValueError, match="KdfCost"):
        SHIPPED_POLICY.check_making(cost)


def test_no_environment_variable_and_no_option_lowers_the_floor() -> None:
    sources = sorted(Path(keys.__file__).parent.glob("*.py"))
    assert len(sources) > 20
    assert [path.name for path in sources if re.search(r"os\.environ|getenv|sys\.argv", path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("seconds_per_mib_pass", "expected"),
    [
        (0.85 / 384, KdfCost(128 * MIB, 3)),  # the default takes 0.85 s
        (0.20 / 384, KdfCost(128 * MIB, 13)),  # 3 * 0.85 / 0.20 = 12.75
        (0.001 / 384, KdfCost(128 * MIB, 16)),  # never more passes than may be read
        (1.20 / 384, KdfCost(88 * MIB, 3)),  # 128 * 0.85 / 1.2 = 90.7, in steps of 8
        (9.00 / 384, KdfCost(64 * MIB, 3)),  # never below the floor
    ],
)
def test_calibration_on_computers_of_all_speeds(seconds_per_mib_pass: float, expected: KdfCost) -> None:
    assert calibrate(measure=lambda cost: cost.memory / MIB * cost.passes * seconds_per_mib_pass) == expected


def test_calibration_without_memory_takes_the_floor() -> None:
    def measure(cost: KdfCost) -> float:
        raise OutOfMemory

    assert calibrate(measure=measure) == SHIPPED_POLICY.floor


@pytest.mark.parametrize("password", ["twelve chars", "四个 不同 的 词", "a b c d", "心理辅导室的门朝南边开着"])
def test_good_passwords(password: str) -> None:
    check_password(password)


@pytest.mark.parametrize("password", ["", "elevenchars", "           ", "四个 词 词", "123456789012", "1 2 3 4"])
def test_weak_passwords_are_refused_with_a_sentence(password: str) -> None:
    with pytest.raises(PasswordRefused) as caught:
        check_password(password)
    assert str(caught.value.problems["password"]).endswith(".")
    assert password not in str(caught.value) or not password
