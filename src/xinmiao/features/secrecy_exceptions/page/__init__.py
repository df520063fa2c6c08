"""Screens of exceptions to secrecy."""

from __future__ import annotations

from xinmiao.features.secrecy_exceptions.page.listing import ExceptionsPage
from xinmiao.features.secrecy_exceptions.page.own import OwnSlipsPage
from xinmiao.features.secrecy_exceptions.page.panel import ExceptionPanel

__all__ = ["ExceptionPanel", "ExceptionsPage", "OwnSlipsPage"]
