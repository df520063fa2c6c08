"""Restricted records: what only named accounts may read lies in an envelope in the record's own row.

THE one place of redaction. The columns of sealed fields hold nothing (`nothing_of`); the values lie in
`sealed`. Loading a record whose envelope opens for the account puts the values into the record, so that
operations work with it as with any other; for everybody else, and for every query that asks for columns
only, nothing is there to be shown. Writing seals again before the flush; history rows and the character
index never hold a sealed value. Who may open is what the signed envelope says, not a column that could
be edited.

Not hidden from other counsellors: that the record is there, its times, state, number and who is named.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import LargeBinary, event, inspect
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import Session as OrmWork
from sqlalchemy.orm.attributes import flag_modified, set_committed_value

from xinmiao.kernel.errors import AppError, PermissionDenied
from xinmiao.kernel.fields import ChoiceField, ChoicesField, Sensitivity
from xinmiao.kernel.texts import _
from xinmiao.vault.base import Versioned, plain_value, value_of_plain
from xinmiao.vault.envelopes import (
    RECOVERY_NAME,
    Circle,
    Envelope,
    NotARecipient,
    Subject,
    open_sealed,
    read_envelope,
    seal,
    secrets_of,
)
from xinmiao.vault.seal_ledger import SealLedger

if TYPE_CHECKING:
    from xinmiao.vault.database import Database

INFO = "seals"
"""Under this name the ORM's work knows the unit's `Seals`."""
_KIND = "restricted:{record}"
_SORTED_LAST = 1000


class Restricted(PermissionDenied):
    """A restricted record that the account is not named for."""

    code = "E-RESTRICTED"
    default_message = _("This is restricted to named accounts; yours is not among them.")
    default_next_step = _("Ask one of the named colleagues; the case shows who they are.")


class Sealable(Versioned):
    """A record that can be restricted. Its spec has the field `sealed` (`kernel.sealed_part`)."""

    also_sealed: ClassVar[tuple[str, ...]] = ()
    """Names of fields that are sealed beside those of `Sensitivity.COUNSELLING`."""

    sealed: Mapped[bytes | None] = mapped_column("sealed", LargeBinary, nullable=True, sort_order=_SORTED_LAST)

    def sealed_like(self, db: OrmWork) -> Sealable | None:
        """Return the record that decides for whom this one is sealed: itself, unless it belongs to another."""
        del db
        return self

    @classmethod
    def of_case(cls, db: OrmWork, case_id: str) -> Sequence[Sealable]:
        """Return the records that other features keep of a case, to be restricted with it."""
        del db, case_id
        return ()


def sealed_names(model: type[Sealable]) -> tuple[str, ...]:
    """Return the names of the fields that are sealed."""
    counselling = [field.name for field in model.spec.fields if field.sensitivity is Sensitivity.COUNSELLING]
    return (*counselling, *model.also_sealed)


def nothing_of(model: type[Sealable], name: str) -> Any:
    """Return what the column of a sealed field holds: nothing, or what says least where a value has to be."""
    field = model.spec.field(name)
    if not field.required:
        return None
    if isinstance(field, ChoiceField):
        choices: Any = field.choices
        return next(iter(choices))
    return () if isinstance(field, ChoicesField) or field.kind == "codes" else ""


class _Keys:
    """What the account can seal and open: its own keys, and the recovery sheet's while that is held."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._more_secrets: dict[str, bytes] = {}

    def hold(self, secret: bytes) -> None:
        self._more_secrets[RECOVERY_NAME] = secret

    def seal(self, subject: Subject, values: Mapping[str, Any], circle: Circle) -> bytes:
        custody = self._database.custody
        spelled = json.dumps(dict(values), ensure_ascii=False, sort_keys=True).encode()
        return seal(subject, spelled, circle, custody.keyring, custody.vault).to_bytes()

    def open(self, model: type[Sealable], record_id: str, envelope: Envelope) -> dict[str, Any]:
        if not self._database.has_custody:
            raise NotARecipient
        custody = self._database.custody
        secrets = {**secrets_of(custody.keyring), **self._more_secrets}
        kind = _KIND.format(record=model.spec.record)
        plain = open_sealed(envelope, secrets, custody.vault, kind=kind, about=record_id)
        values: dict[str, Any] = json.loads(plain)
        return {name: value for name, value in values.items() if name in sealed_names(model)}


class Seals:
    """Opens and closes the restricted records of one unit of work."""

    def __init__(self, database: Database) -> None:
        self._keys = _Keys(database)
        self._envelopes: dict[Sealable, Envelope] = {}
        self._refused: dict[Sealable, AppError] = {}
        self._wanted: dict[Sealable, Circle | None] = {}
        self._swapped: dict[Sealable, dict[str, Any]] = {}
        self._are_shut = False
        self.ledger = SealLedger()

    # -- what operations use ---------------------------------------------------------------------

    def is_restricted(self, record: Sealable) -> bool:
        """Return whether the record is sealed to named accounts."""
        return record.sealed is not None

    def is_closed(self, record: Sealable) -> bool:
        """Return whether the record is restricted and does not open for this account."""
        return record.sealed is not None and record in self._refused

    def require_open(self, record: Sealable) -> None:
        """Refuse what a closed record cannot give.

        Raises:
            Restricted: the account is not named.
            AppError: the envelope was altered or damaged; see `vault.envelopes`.
        """
        refused = self._refused[record] if self.is_closed(record) else None
        if isinstance(refused, NotARecipient):
            raise Restricted from refused
        if refused is not None:
            raise refused

    def named(self, record: Sealable) -> tuple[str, ...]:
        """Return the ids of the accounts the record is sealed to; empty when it is not restricted.

        Readable without a key. For a closed record it is what the envelope says of itself.
        """
        envelope = self._envelope(record)
        return () if envelope is None else envelope.accounts

    def restrict(self, record: Sealable, circle: Circle | None) -> None:
        """Seal the record to `circle` at the next flush; None puts the values back into their columns."""
        self.require_open(record)
        self._wanted[record] = circle
        if record.sealed is None:
            record.sealed = None  # a fresh record has nothing there yet that could be marked
        flag_modified(record, "sealed")

    def hold(self, secret: bytes) -> None:
        """Open with the recovery sheet's key what is loaded from now on."""
        self._keys.hold(secret)

    @contextmanager
    def shut(self, db: OrmWork) -> Iterator[None]:
        """Keep every restricted record closed, for who is named as well, while something is told outside of a case.

        What gathers from several features (timeline, printed file, lists on paper) runs its sources in here,
        so that a source need not know of restrictions to give nothing away. Nothing is written in here.
        """
        self._are_shut = True
        try:
            _look_again(self, db)
            yield
        finally:
            self._are_shut = False
            _look_again(self, db)

    def values_of(self, record: Sealable, kept: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of a history row, the sealed ones among them."""
        sealed = kept.get("sealed")
        if not sealed:
            return dict(kept)
        return {**kept, **self._keys.open(type(record), record.id, read_envelope(bytes.fromhex(sealed)))}

    def seal_values(self, record: Sealable, values: Mapping[str, Any], circle: Circle, version: int) -> bytes:
        """Return plain values sealed as those of one version of a record."""
        subject = Subject(_KIND.format(record=record.spec.record), record.id, version, record.id)
        return self._keys.seal(subject, values, circle)

    # -- what the unit uses ----------------------------------------------------------------------

    def opened(self, record: Sealable) -> None:
        """Put the sealed values into a record that was just loaded, if they open for this account."""
        raw = vars(record).get("sealed")
        if raw is None:
            return
        try:
            envelope = read_envelope(raw)
            self._envelopes[record] = envelope
            if self._are_shut:
                raise NotARecipient
            values = self._keys.open(type(record), vars(record)["id"], envelope)
        except AppError as error:
            self._refused[record] = error
            _empty(record)
            return
        self._refused.pop(record, None)
        for name, value in values.items():
            set_committed_value(record, name, _value(type(record), name, value))

    def before_flush(self, db: OrmWork) -> None:
        """Seal what was written of restricted records, and leave nothing in their columns.

        Raises:
            Restricted: something of a record was written that does not open for this account.
        """
        with db.no_autoflush:
            for record in [one for one in (*db.new, *db.dirty) if isinstance(one, Sealable)]:
                self._close(db, record)

    def masks(self, record: Versioned, changed: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the history row of a restricted record holds instead of values; `changed` as it was before."""
        if not isinstance(record, Sealable):
            return {}
        before = changed.get("sealed", record.sealed)
        if before is None and record.sealed is None:
            return {}
        model = type(record)
        nothing = {name: nothing_of(model, name) for name in sealed_names(model)}
        if before is None:
            plain = {name: plain_value(changed.get(name, value)) for name, value in nothing.items()}
            before = self.seal_values(record, plain, _circle_of(self._read(record)), record.version)
        return {**nothing, "sealed": before}

    def after_flush(self) -> None:
        """Put the values back into the records that were written."""
        for record, values in self._swapped.items():
            for name, value in values.items():
                set_committed_value(record, name, value)
        self._swapped.clear()
        self._wanted.clear()

    # -- inside ----------------------------------------------------------------------------------

    def _envelope(self, record: Sealable) -> Envelope | None:
        return None if record.sealed is None else self._envelopes.get(record) or self._read(record)

    def _read(self, record: Sealable) -> Envelope:
        envelope = read_envelope(record.sealed or b"")
        self._envelopes[record] = envelope
        return envelope

    def _circle_for(self, db: OrmWork, record: Sealable) -> Circle | None:
        if record in self._wanted:
            return self._wanted[record]
        lead = record.sealed_like(db)
        if lead is None:
            return None
        if lead in self._wanted:
            return self._wanted[lead]
        envelope = self._envelope(lead)
        if envelope is None:
            return None
        self.require_open(lead)
        return _circle_of(envelope)

    def _close(self, db: OrmWork, record: Sealable) -> None:
        names = sealed_names(type(record))
        attributes = inspect(record).attrs
        written = record in db.new or any(attributes[name].history.has_changes() for name in names)
        if not written and record not in self._wanted:
            return
        self.require_open(record)
        circle = self._circle_for(db, record)
        if circle is None:
            _put_back(record, names, self.ledger)
            return
        values = _values_to_seal(record, names, is_new=record in db.new)
        version = 1 if record in db.new else record.version + 1
        plain = {name: plain_value(value) for name, value in values.items()}
        record.sealed = self.seal_values(record, plain, circle, version)
        for name in names:
            setattr(record, name, nothing_of(type(record), name))
        self._envelopes[record] = read_envelope(record.sealed)
        self.ledger.note(record)
        self._swapped[record] = values


def _look_again(seals: Seals, db: OrmWork) -> None:
    for record in [one for one in db.identity_map.values() if isinstance(one, Sealable)]:
        if vars(record).get("sealed") is not None and record not in db.dirty:
            seals.opened(record)


def _empty(record: Sealable) -> None:
    """Leave nothing in a record that was open a moment ago."""
    for name in sealed_names(type(record)):
        if name in vars(record):
            set_committed_value(record, name, nothing_of(type(record), name))


def _circle_of(envelope: Envelope) -> Circle:
    return Circle(frozenset(envelope.accounts), recovery=RECOVERY_NAME in envelope.recipients)


def _put_back(record: Sealable, names: Iterable[str], ledger: SealLedger) -> None:
    if record.sealed is None:
        return
    record.sealed = None
    ledger.note(record)
    for name in names:
        flag_modified(record, name)


def _values_to_seal(record: Sealable, names: Iterable[str], *, is_new: bool) -> dict[str, Any]:
    values = {name: getattr(record, name) for name in names}
    if is_new:
        values = {name: nothing_of(type(record), name) if value is None else value for name, value in values.items()}
    return values


def _value(model: type[Sealable], name: str, plain: Any) -> Any:
    value = value_of_plain(model, name, plain)
    return tuple(value) if isinstance(value, list) else value


@event.listens_for(Sealable, "load", propagate=True)
def _loaded(record: Sealable, context: Any) -> None:
    _open_loaded(record, context)


@event.listens_for(Sealable, "refresh", propagate=True)
def _refreshed(record: Sealable, context: Any, _names: Any) -> None:
    _open_loaded(record, context)


def _open_loaded(record: Sealable, context: Any) -> None:
    seals = context.session.info.get(INFO)
    if seals is not None:
        seals.opened(record)
