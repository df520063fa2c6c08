"""Sizes of attachments as people say them."""

from __future__ import annotations

import pytest

from xinmiao.features.attachments.rules import shown_size


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "1 KB"), (640 * 1024, "640 KB"), (1024 * 1024, "1.0 MB"), (int(2.4 * 1024 * 1024), "2.4 MB")],
)
def test_small_ones_in_kilobytes_and_large_ones_in_megabytes(size: int, words: str) -> None:
    assert shown_size(size) == words
