"""The workspace: one school's files in the hands of one signed-in account; born at unlock, dies at lock.

Owns what happens at both ends: the checks between the key file and the data files, the entries for
sign-in and lock, and the anchors remembered for next time. Belongs to the database lane.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeVar

from xinmiao.app import features as _all_mapped  # noqa: F401 -- the row scope covers what is mapped when files open
from xinmiao.app.upkeep import backup_at_exit, bring_up_to_date, sweep
from xinmiao.features.roster import operations as roster
from xinmiao.features.staff import operations as staff
from xinmiao.kernel.access import Actor, Permission, Role
from xinmiao.kernel.clock import Clock, Ids
from xinmiao.kernel.errors import AppError, Damaged, PermissionDenied, StorageError
from xinmiao.kernel.operations import Bound, Outcome
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.texts import Text, _
from xinmiao.vault.custody import Custody
from xinmiao.vault.database import Database
from xinmiao.vault.keys.own_account import remember
from xinmiao.vault.keys.records import FileAnchor, ThrottleMark

R = TypeVar("R")

_LOG = logging.getLogger(__name__)

CLOCK_TOLERANCE = timedelta(minutes=5)
"""A clock set back by more than this is reported and recorded."""


class NotOpenYet(PermissionDenied):
    """The account has a password and no content yet."""

    code = "E-PENDING"
    default_message = _("The password is right, but this account is not open yet.")
    default_next_step = _("A counsellor opens it under Accounts.")


@dataclass(frozen=True)
class SignIn:
    """What the sign-in has to tell: tries that failed before it, and how the throttle looked."""

    failures: int = 0
    throttle_lost: bool = False


class Workspace:
    """A signed-in account's way to run operations."""

    def __init__(
        self,
        custody: Custody,
        database: Database,
        actor: Actor,
        notices: tuple[Text, ...],
        throttle_mark: ThrottleMark | None = None,
    ) -> None:
        self.custody = custody
        self.database = database
        self.notices = notices
        """Sentences to show after the sign-in: an older copy of a file, a clock set back."""
        self._actor = actor
        self._throttle_mark = throttle_mark
        self._changed = False

    @property
    def actor(self) -> Actor:
        """Return who is signed in."""
        return self._actor

    def run(self, bound: Bound[R]) -> Outcome[R]:
        """Run an operation in a unit of work."""
        outcome = self.database.run(self._actor, bound)
        self._changed = self._changed or bool(outcome.changes)
        return outcome

    def interrupt(self) -> None:
        """Stop the running statement; may be called from any thread."""
        self.database.interrupt()

    def close(self) -> None:
        """Back up what was changed, record the lock, remember the anchors, close the files, drop the keys.

        A disk that refuses must not stop a lock: what could not be recorded shows at the next sign-in, when
        the files are compared with the anchors of the last good one.
        """
        try:
            if not self.database.read_only:
                self._sign_out()
        except StorageError as error:
            _LOG.info("the lock was not recorded: %s", error.code)
        finally:
            self.database.close()
            self.custody.keyring.wipe()

    def _sign_out(self) -> None:
        if self._changed and self.database.files == set(DataFile):
            backup_at_exit(self.custody, self.database)
        self.database.record(self._actor.account, "account.locked")
        self._remember_anchors()

    def _remember_anchors(self) -> None:
        custody, database = self.custody, self.database
        heads, counters, now = database.chain_heads(), database.counters(), database.clock.now()
        files = {
            data_file: FileAnchor(counters[data_file], heads[data_file].seq, heads[data_file].mac, now)
            for data_file in database.files
        }
        anchors = custody.vault.anchors
        latest = max(now, anchors.latest_moment or now)
        custody.vault = remember(
            custody.vault,
            custody.keyring,
            replace(
                anchors,
                files={**anchors.files, **files},
                latest_moment=latest,
                throttle=self._throttle_mark or anchors.throttle,
            ),
        )


def open_workspace(
    custody: Custody,
    *,
    clock: Clock,
    ids: Ids,
    sign_in: SignIn | None = None,
    throttle_mark: ThrottleMark | None = None,
    read_only: bool = False,
) -> Workspace:
    """Open the files an account holds keys for.

    Raises:
        NotOpenYet: the account has no content yet; a counsellor has to grant it.
        StorageError: a file is missing, damaged, foreign, newer, or from another day (`vault.engine`).
    """
    keyring = custody.keyring
    if not keyring.roles:
        raise NotOpenYet
    was_older = not read_only and bring_up_to_date(custody, clock)
    database = _database_of(custody, clock, ids, read_only=read_only)
    try:
        _check_root(database, custody)
        if was_older:
            database.record(keyring.account, "files.migrated")
        notices = _noticed(database, custody, sign_in or SignIn())
        if not read_only:
            sweep(custody, clock.now())
        actor = _actor_of(database, custody)
        if was_older and actor.may(Permission.STAFF_WRITE):
            database.run(actor, staff.name_from_accounts.bind())
        return Workspace(custody, database, actor, notices, throttle_mark)
    except AppError:
        database.close()
        raise


def _database_of(custody: Custody, clock: Clock, ids: Ids, *, read_only: bool) -> Database:
    keyring = custody.keyring
    return Database(
        custody.folder,
        {data_file: keyring.file_key(data_file) for data_file in keyring.files},
        {data_file: keyring.audit_key(data_file) for data_file in keyring.files},
        clock=clock,
        ids=ids,
        custody=custody,
        read_only=read_only,
    )


def _check_root(database: Database, custody: Custody) -> None:
    """Refuse a key file whose root key is not the one the data files were made under."""
    for data_file, (school, fingerprint) in database.pinned().items():
        if school != custody.vault.school_id or fingerprint != custody.vault.root_fingerprint:
            raise Damaged(
                _("The key file does not belong to the data file {name}.").format(name=data_file.value),
                _("Restore a backup in which both lie together."),
                code="E-KEYSUB",
            )


def _noticed(database: Database, custody: Custody, sign_in: SignIn) -> tuple[Text, ...]:
    """Record the sign-in and everything odd that was found; return what the person must be told."""
    account, anchors, now = custody.keyring.account, custody.vault.anchors, database.clock.now()
    notices: list[Text] = []
    if custody.vault.notice is not None:
        notices.append(custody.vault.notice.message)
        database.record(account, "vault.older_generation")
    counters = database.counters()
    older = [name for name, anchor in anchors.files.items() if name in counters and counters[name] < anchor.counter]
    for data_file in older:
        day = anchors.files[data_file].at.astimezone().strftime("%Y-%m-%d %H:%M")
        notices.append(
            _(
                "The file {name} is older than the one last closed here on {day}. What was entered since is missing."
            ).format(name=data_file.value, day=day)
        )
        database.record(account, "file.older_copy", detail={"file": data_file.value})
    if anchors.latest_moment is not None and now < anchors.latest_moment - CLOCK_TOLERANCE:
        notices.append(_("The computer’s clock was set back. Please check date and time."))
        database.record(account, "clock.set_back")
    if sign_in.failures:
        database.record(account, "account.sign_in_failed", detail={"count": sign_in.failures})
    if sign_in.throttle_lost:
        database.record(account, "account.throttle_lost")
    database.record(account, "account.signed_in")
    return tuple(notices)


def _actor_of(database: Database, custody: Custody) -> Actor:
    keyring = custody.keyring
    actor = Actor(keyring.account, keyring.label, keyring.roles)
    if Role.CLASS_TEACHER in actor.roles:
        actor = replace(
            actor,
            class_ids=database.run(actor, roster.own_class_ids.bind()).value,
            mentee_ids=database.run(actor, roster.own_mentee_ids.bind()).value,
        )
    if Role.GRADE_HEAD in actor.roles:
        actor = replace(actor, grades=database.run(actor, roster.own_grades.bind()).value)
    return actor
