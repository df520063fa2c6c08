"""A question about a referral: several choices as chips, and the word guard under what leaves the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xinmiao.documents import word_guard
from xinmiao.features.referrals.editor.choices import ChoicesEditor
from xinmiao.kernel.fields import ChoicesField
from xinmiao.kernel.records import RecordSpec
from xinmiao.kernel.texts import Text
from xinmiao.ui.forms import question


class Question(question.Question):
    """Fields under one another; `guarded` ones leave the room."""

    def __init__(
        self,
        spec: RecordSpec,
        names: Sequence[str],
        values: Mapping[str, Any],
        verb: Text,
        *,
        told: Text | str = "",
        guarded: Sequence[str] = (),
    ) -> None:
        choices = {name: spec.field(name) for name in names}
        editors = {name: ChoicesEditor(each) for name, each in choices.items() if isinstance(each, ChoicesField)}
        super().__init__(
            spec,
            names,
            values,
            verb,
            told=told,
            name="referral_question",
            confirm="confirm_referral",
            editors=editors,
            guarded=guarded,
            guard=word_guard.find,
        )
