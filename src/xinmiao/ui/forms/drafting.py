"""What stands in a form as plain data, so that a draft loses nothing, not even what is no value yet.

Owns the way between editors and JSON. Knows nothing of where drafts are kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from xinmiao.kernel.fields import ChoiceField
from xinmiao.ui.forms.date_editors import DayEditor
from xinmiao.ui.forms.editor import FieldEditor
from xinmiao.ui.forms.form import Form
from xinmiao.ui.forms.text_editors import NumberEditor
from xinmiao.ui.forms.time_editors import TimeEditor

_TYPED = (DayEditor, NumberEditor, TimeEditor)
"""Editors in which something can stand that is no value."""


def taken(form: Form, names: frozenset[str] | None = None) -> dict[str, Any]:
    """Return what stands in the editors of `names` (all when None); typing that is no value stays as typed."""
    wanted = form.model.names if names is None else tuple(name for name in form.model.names if name in names)
    return {name: _plain(form.editor(name)) for name in wanted}


def put_back(form: Form, plain: Mapping[str, Any]) -> None:
    """Show what `taken` gave; names the form does not know are left out."""
    for name in form.model.names:
        if name in plain:
            _show(form.editor(name), plain[name])


def changed_names(form: Form) -> frozenset[str]:
    """Return the fields that differ from what was opened, those with unreadable typing too."""
    values = form.values()
    unreadable = {name for name in form.model.names if values[name] is None and _typed(form.editor(name))}
    return form.model.changed_names(values) | unreadable


def packed(parts: Mapping[str, Any], moment: datetime) -> bytes:
    """Return a draft's bytes."""
    return json.dumps({**parts, "at": moment.isoformat()}, ensure_ascii=False).encode()


def unpacked(payload: bytes) -> dict[str, Any]:
    """Return a draft's parts; what cannot be read is an empty draft."""
    try:
        found = json.loads(payload)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def moment_of(parts: Mapping[str, Any]) -> datetime | None:
    """Return when a draft was kept, or None."""
    try:
        return datetime.fromisoformat(str(parts.get("at", "")))
    except ValueError:
        return None


def _typed(editor: FieldEditor) -> str:
    return editor.line.text().strip() if isinstance(editor, _TYPED) else ""


def _plain(editor: FieldEditor) -> Any:
    return editor.line.text() if isinstance(editor, _TYPED) else editor.value()


def _show(editor: FieldEditor, plain: Any) -> None:
    if isinstance(editor, _TYPED):
        editor.line.setText(str(plain or ""))
    elif isinstance(editor.field, ChoiceField):
        editor.set_value(editor.field.choices(plain) if plain else None)
    else:
        editor.set_value(plain)
