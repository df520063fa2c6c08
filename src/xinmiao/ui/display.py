"""What a person chose for the look: small enough to be known before anything is painted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Display:
    """How the program looks and speaks now, and which languages it offers (code and own name)."""

    theme: str = "light"
    large: bool = False
    language: str = "zh_CN"
    languages: tuple[tuple[str, str], ...] = (("zh_CN", "中文"), ("en", "English"))
