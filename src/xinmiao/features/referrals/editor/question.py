"""A question about a referral, with the word guard under what leaves the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xinmiao.documents import word_guard
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
        super().__init__(
            spec,
            names,
            values,
            verb,
            told=told,
            name="referral_question",
            confirm="confirm_referral",
            guarded=guarded,
            guard=word_guard.find,
        )
