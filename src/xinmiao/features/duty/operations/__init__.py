"""What can be done with duty, and what it answers others; the only door to it."""

from xinmiao.features.duty.operations.setup import get_duty_setup, remove_pattern, save_duty_persons, save_pattern

__all__ = ["get_duty_setup", "remove_pattern", "save_duty_persons", "save_pattern"]
