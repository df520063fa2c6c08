"""Waiting after wrong passwords, and what the next sign-in is told of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from doubles import FrozenClock
from key_schools import FOUNDER_PASSWORD, FailingFiles, KeySchool
from xinmiao.kernel.errors import WrongKey
from xinmiao.vault.keys import KeyRing, Throttle, ThrottleMark, TooManyTries, remember, sign_in

WRONG = "not the password"


def clock_of(school: KeySchool) -> FrozenClock:
    assert isinstance(school.means.clock, FrozenClock)
    return school.means.clock


def attempt(school: KeySchool, throttle: Throttle, password: str = WRONG) -> KeyRing:
    return sign_in(school.vault(), school.store, throttle, school.founder.account, password)


def fail(school: KeySchool, throttle: Throttle, times: int) -> None:
    for _ in range(times):
        with pytest.raises(WrongKey):
            attempt(school, throttle)


def test_fault_57_five_tries_then_thirty_seconds(school: KeySchool) -> None:
    throttle = Throttle(school.data, school.means)
    fail(school, throttle, 5)
    with pytest.raises(TooManyTries) as caught:
        attempt(school, throttle, FOUNDER_PASSWORD)
    assert caught.value.wait_s == 30
    assert "30 seconds" in caught.value.told()
    clock_of(school).advance(seconds=29)
    assert throttle.wait_s(school.founder.account) == 1
    clock_of(school).advance(seconds=1)
    assert attempt(school, throttle, FOUNDER_PASSWORD).account == school.founder.account


def test_the_wait_doubles_to_a_quarter_of_an_hour(school: KeySchool) -> None:
    throttle = Throttle(school.data, school.means)
    waits = []
    fail(school, throttle, 5)
    for _ in range(7):
        waits.append(throttle.wait_s(school.founder.account))
        clock_of(school).advance(seconds=waits[-1])
        fail(school, throttle, 1)
    assert waits == [30, 60, 120, 240, 480, 900, 900]


def test_each_account_waits_for_itself(school: KeySchool) -> None:
    account, _ = school.teacher()
    throttle = Throttle(school.data, school.means)
    fail(school, throttle, 6 - 1)
    assert throttle.wait_s(school.founder.account) == 30
    assert throttle.wait_s(account) == 0


def test_a_restart_forgets_nothing(school: KeySchool) -> None:
    fail(school, Throttle(school.data, school.means), 5)
    assert Throttle(school.data, school.means).wait_s(school.founder.account) == 30


def test_success_ends_the_row_but_keeps_the_failures_for_the_audit(school: KeySchool) -> None:
    throttle = Throttle(school.data, school.means)
    fail(school, throttle, 3)
    attempt(school, throttle, FOUNDER_PASSWORD)
    failures = Throttle(school.data, school.means).failures_since_last_sign_in()
    assert [(one.account, one.count) for one in failures] == [(school.founder.account, count) for count in (1, 2, 3)]
    assert failures[0].at == clock_of(school).now()
    throttle.audited(failures)
    assert Throttle(school.data, school.means).failures_since_last_sign_in() == ()
    fail(school, throttle, 1)
    assert [one.count for one in throttle.failures_since_last_sign_in()] == [1]


def test_fault_58_a_deleted_file_is_noticed(school: KeySchool) -> None:
    throttle = Throttle(school.data, school.means)
    fail(school, throttle, 2)
    attempt(school, throttle, FOUNDER_PASSWORD)
    vault = school.vault()
    remember(vault, school.founder, replace(vault.anchors, throttle=throttle.mark))
    assert not Throttle(school.data, school.means).is_lost(school.vault().anchors.throttle)
    (school.data / "sign-in-failures.json").unlink()
    after = Throttle(school.data, school.means)
    assert after.is_lost(school.vault().anchors.throttle)
    assert after.wait_s(school.founder.account) == 0


def test_fault_58_an_older_file_put_back_is_noticed(school: KeySchool) -> None:
    path = school.data / "sign-in-failures.json"
    fail(school, Throttle(school.data, school.means), 1)
    older = path.read_bytes()
    throttle = Throttle(school.data, school.means)
    fail(school, throttle, 1)
    path.write_bytes(older)
    assert Throttle(school.data, school.means).is_lost(throttle.mark)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"marker": 1}', b"[" * 100_000])
def test_a_damaged_file_counts_as_lost(school: KeySchool, content: bytes) -> None:
    (school.data / "sign-in-failures.json").write_bytes(content)
    assert Throttle(school.data, school.means).is_lost(ThrottleMark("0011223344556677", 0))


def test_before_the_first_mark_nothing_is_lost(school: KeySchool) -> None:
    assert not Throttle(school.data, school.means).is_lost(None)


def test_a_clock_set_back_starts_the_wait_anew(school: KeySchool) -> None:
    throttle = Throttle(school.data, school.means)
    fail(school, throttle, 5)
    clock_of(school).advance(days=-365)
    assert throttle.wait_s(school.founder.account) == 30


def test_a_folder_that_cannot_be_written_is_throttled_in_memory(school: KeySchool) -> None:
    throttle = Throttle(school.data, replace(school.means, files=FailingFiles(0)))
    fail(school, throttle, 5)
    with pytest.raises(TooManyTries):
        attempt(school, throttle)
    assert not (school.data / "sign-in-failures.json").exists()


def test_the_file_holds_no_name_and_no_password(school: KeySchool) -> None:
    fail(school, Throttle(school.data, school.means), 1)
    content = (school.data / "sign-in-failures.json").read_text(encoding="utf-8")
    assert "周老师" not in content
    assert WRONG not in content


def test_a_second_sign_in_writes_nothing(school: KeySchool) -> None:
    throttle = Throttle(school.data, school.means)
    attempt(school, throttle, FOUNDER_PASSWORD)
    (school.data / "sign-in-failures.json").chmod(0o644)
    attempt(school, throttle, FOUNDER_PASSWORD)
    assert (school.data / "sign-in-failures.json").stat().st_mode & 0o777 == 0o644
