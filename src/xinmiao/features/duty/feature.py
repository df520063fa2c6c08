"""What the duty roster brings to the program."""

from __future__ import annotations

from xinmiao.features.duty import operations
from xinmiao.features.duty.records import (
    DUTY_LEAVE,
    DUTY_PERSON,
    DUTY_RECORD,
    DUTY_SHIFT,
    DUTY_SWAP,
    PATTERN_PERSON,
    SHIFT_PATTERN,
)
from xinmiao.kernel.feature import Feature
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="duty",
    label=_("Duty roster"),
    operations=(
        operations.get_duty_setup,
        operations.save_pattern,
        operations.remove_pattern,
        operations.save_duty_persons,
    ),
    records=(SHIFT_PATTERN, PATTERN_PERSON, DUTY_PERSON, DUTY_SHIFT, DUTY_LEAVE, DUTY_SWAP, DUTY_RECORD),
    model="xinmiao.features.duty.model",
)
