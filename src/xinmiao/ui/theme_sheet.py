"""The style sheet: `resources/theme/style.qss` with the tokens filled in, and the small pictures it names.

Owns the three placeholders `@{token}`, `@{12px}` and `@{svg:check:on-accent}`. Pictures are handed to Qt as a
resource in memory, so that nothing is written to disk.
"""

from __future__ import annotations

import re
import struct
from typing import ClassVar

from PySide6.QtCore import QResource

from xinmiao.system.resources import resource_path
from xinmiao.ui import icons
from xinmiao.ui.theme import Theme

_PLACEHOLDER = re.compile(r"@\{([^}]+)\}")
_PIXELS = re.compile(r"(\d+)px")


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of `theme` and register the pictures it uses."""
    template = resource_path("theme/style.qss").read_text(encoding="utf-8")
    pictures: dict[str, bytes] = {}
    root = f"/xinmiao/{theme.name.value}"

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if pixels := _PIXELS.fullmatch(name):
            return f"{theme.px(int(pixels[1]))}px"
        if not name.startswith("svg:"):
            return _colour(theme.css(name)) if name in theme.names else f"{theme.size(name)}px"
        _, icon, token = name.split(":")
        file = f"{icon}--{token}.svg"
        pictures[file] = icons.svg(icon, theme.css(token))
        return f'url(":{root}/{file}")'

    sheet = _PLACEHOLDER.sub(fill, template)
    _register(root, pictures)
    return sheet


def _colour(css: str) -> str:
    """Return #AARRGGBB as style sheets understand it; #RRGGBB stays."""
    if len(css) == len("#RRGGBB"):
        return css
    alpha, red, green, blue = (int(css[start : start + 2], 16) for start in (1, 3, 5, 7))
    return f"rgba({red}, {green}, {blue}, {alpha})"


class _Registered:
    """Resource data must stay alive as long as Qt may read it."""

    blobs: ClassVar[dict[str, bytes]] = {}


def _register(root: str, pictures: dict[str, bytes]) -> None:
    if root in _Registered.blobs:
        return
    blob = resource_blob(pictures)
    _Registered.blobs[root] = blob
    QResource.registerResourceData(blob, root)


_ANY_LANGUAGE = 1  # QLocale.Language.C: the entry for every language


def resource_blob(files: dict[str, bytes]) -> bytes:
    """Return a Qt resource file (version 1) that holds `files` in its top folder."""
    ordered = sorted(files, key=_hash)
    names, data = b"", b""
    tree = struct.pack(">IHII", 0, 2, len(ordered), 1)
    for name in ordered:
        tree += struct.pack(">IHHHI", len(names), 0, 0, _ANY_LANGUAGE, len(data))
        encoded = name.encode("utf-16-be")
        names += struct.pack(">HI", len(encoded) // 2, _hash(name)) + encoded
        data += struct.pack(">I", len(files[name])) + files[name]
    start = 20
    offsets = (start, start + len(tree), start + len(tree) + len(data))
    return b"qres" + struct.pack(">IIII", 1, *offsets) + tree + data + names


def _hash(name: str) -> int:
    """Return Qt's hash of a resource name, by which a folder's entries are ordered."""
    value = 0
    for char in name:
        value = (value << 4) + ord(char)
        value ^= (value & 0xF0000000) >> 23
        value &= 0x0FFFFFFF
    return value
