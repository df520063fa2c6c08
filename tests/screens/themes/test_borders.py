"""What is no word and must be seen all the same: focus, borders of fields, and in high contrast every border."""

from __future__ import annotations

import pytest

from screens.components.test_theme import contrast
from xinmiao.ui import theme

GROUNDS = ("surface", "raised", "sunken")
ALL = list(theme.ThemeName)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("ground", [*GROUNDS, "hover", "accent-soft"])
def test_the_focus_is_seen_on_every_ground(name: theme.ThemeName, ground: str) -> None:
    look = theme.Theme(name)
    assert contrast(look.css("accent"), look.css(ground)) >= 3


@pytest.mark.parametrize("name", ALL)
def test_the_box_to_tick_is_seen(name: theme.ThemeName) -> None:
    look = theme.Theme(name)
    assert min(contrast(look.css("faint"), look.css(ground)) for ground in GROUNDS) >= 3


@pytest.mark.parametrize("border", ["edge", "line", "outline", "scroll", "accent"])
def test_high_contrast_draws_every_border(border: str) -> None:
    look = theme.Theme(theme.ThemeName.HIGH_CONTRAST)
    assert min(contrast(look.css(border), look.css(ground)) for ground in (*GROUNDS, "accent-soft")) >= 4


@pytest.mark.parametrize("name", [theme.ThemeName.LIGHT, theme.ThemeName.DARK])
def test_outlines_are_drawn_in_high_contrast_only(name: theme.ThemeName) -> None:
    assert theme.Theme(name).colour("outline").alpha() == 0
