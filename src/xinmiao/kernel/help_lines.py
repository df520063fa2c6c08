"""Where families find help at any hour; said on every paper that is given to them."""

from __future__ import annotations

from xinmiao.kernel.texts import _

HELP_LINES = _("Help at any hour: psychological help line 12356; youth help line 12355. In danger: 110 or 120.")
