"""Making, refreshing and opening contact cards.

Who gets a card: the accounts of a class's present class teachers, as far as the root signed them as class
teachers and a counsellor confirmed them once for that class. A row of school.db alone (which every staff
account could edit with other tools) gives nobody a card: somebody new waits on Today until he is confirmed.
What a counsellor himself changes in the program counts as confirmed (`app.contact_cards`).
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from xinmiao.features.contact_cards.model import CardReceiver
from xinmiao.features.contact_cards.records import (
    KIND,
    CardOpening,
    CardState,
    CardStudent,
    ContactCard,
    NewReceiver,
    SentCard,
    from_bytes,
    to_bytes,
)
from xinmiao.features.roster import operations as roster
from xinmiao.kernel.access import Permission, Role, Scope
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import _
from xinmiao.vault.envelopes import Circle, arriving, post
from xinmiao.vault.envelopes.sealing import is_stale
from xinmiao.vault.keys.groups import Group
from xinmiao.vault.keys.records import Standing
from xinmiao.vault.unit import Unit


@query(
    requires=Permission.CONTACT_CARD_WRITE,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("which cards are out of date; making one is audited"),
)
def stale_cards(unit: Unit) -> tuple[CardState, ...]:
    """Return the classes whose card is missing, out of date, sealed to somebody else, or no longer anybody's."""
    holders = _holders(unit)
    contents = _contents(unit, holders)
    rows = {row.about: row for row in post.rows_of(unit, KIND)}
    found = []
    for class_id in sorted({*holders, *rows}):
        row, accounts = rows.get(class_id), holders.get(class_id, frozenset())
        before = frozenset(post.read_row(row).accounts) if row is not None else frozenset()
        if not accounts or row is None or _is_stale(unit, row, accounts, contents[class_id]):
            found.append(CardState(class_id, tuple(sorted(accounts)), tuple(sorted(accounts - before))))
    return tuple(found)


@command(requires=Permission.CONTACT_CARD_WRITE, scope=Scope.WHOLE_SCHOOL, audit="contact_card.refreshed")
def refresh_cards(unit: Unit) -> tuple[CardState, ...]:
    """Make, seal again and take away what `stale_cards` names; return what was done.

    A card that is taken away stays readable in copies its former holder made with his key.
    """
    stale = unit.run(stale_cards.bind())
    contents = _contents(unit, {state.class_id: frozenset(state.accounts) for state in stale if state.accounts})
    for state in stale:
        unit.concerns("school_class", state.class_id)
        if state.accounts:
            circle = _circle(frozenset(state.accounts))
            post.put(unit, KIND, state.class_id, contents[state.class_id], circle)
        elif (row := post.row_about(unit, KIND, state.class_id)) is not None:
            post.take_away(unit, row)
    unit.remark(cards=len(stale))
    return stale


@query(requires=Permission.CONTACT_CARD_READ, scope=Scope.VISIBLE_STUDENTS, audit="contact_card.opened")
def get_own_cards(unit: Unit) -> tuple[ContactCard, ...]:
    """Return the cards of the classes the account is class teacher of; none until a counsellor's side made one.

    Raises:
        AppError: an envelope was altered; see `vault.envelopes`.
    """
    labels = {line.id: line.label for line in unit.run(roster.list_classes.bind())}
    cards = []
    for class_id in sorted(unit.actor.class_ids, key=lambda one: labels.get(one, "")):
        row = post.row_about(unit, KIND, class_id)
        if row is None or not post.is_for_me(unit, row):
            continue
        unit.concerns("school_class", class_id)
        students = from_bytes(_opened(unit, row))
        noted = row.version in {one.version for one in _receipts(unit, row) if one.account == unit.actor.account}
        cards.append(ContactCard(class_id, labels.get(class_id, ""), row.created_at, students, noted))
    return tuple(cards)


@command(requires=Permission.CONTACT_CARD_READ, scope=Scope.VISIBLE_STUDENTS, audit="contact_card.receipt_given")
def note_opening(unit: Unit, class_ids: tuple[str, ...]) -> None:
    """Leave a receipt that the account opened the cards of its classes; once for each version.

    A receipt lies open in school.db, as the one who opens could leave it out with other tools; the opening
    itself stands in the audit trail.
    """
    for class_id in sorted(unit.actor.class_ids & set(class_ids)):
        row = post.row_about(unit, KIND, class_id)
        if row is not None and post.is_for_me(unit, row):
            unit.concerns("school_class", class_id)
            post.note_receipt(unit, row)


@query(
    requires=Permission.CONTACT_CARD_WRITE,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("who opened which card when; nothing of what a card holds"),
)
def list_sent_cards(unit: Unit) -> tuple[SentCard, ...]:
    """Return the cards that lie ready, with who can open each and when he did."""
    labels = {line.id: line.label for line in unit.run(roster.list_classes.bind())}
    found = [
        SentCard(row.about, labels.get(row.about, ""), row.created_at, _openings(unit, row))
        for row in post.rows_of(unit, KIND)
    ]
    return tuple(sorted(found, key=lambda one: one.class_label))


def _openings(unit: Unit, row: post.EnvelopeRow) -> tuple[CardOpening, ...]:
    """Return the present holders; a damaged envelope names nobody, and is made anew at the next look."""
    names, receipts = unit.database.account_labels, {one.account: one for one in _receipts(unit, row)}
    try:
        holders = post.read_row(row).accounts
    except AppError:
        return ()
    found = ((names.get(account, ""), receipts.get(account)) for account in holders)
    return tuple(
        CardOpening(name, one.at if one else None, one is not None and one.version == row.version)
        for name, one in sorted(found, key=lambda pair: pair[0])
    )


def _receipts(unit: Unit, row: post.EnvelopeRow) -> tuple[post.EnvelopeReceipt, ...]:
    return post.receipts_of(unit, row.id)


def _opened(unit: Unit, row: post.EnvelopeRow) -> bytes:
    """Return a card's contents; only a counsellor's counts, whoever else sealed one to this account."""
    plain = post.open_row(unit, row)
    arriving.require_role(unit, row, Role.COUNSELLOR)
    return plain


@query(
    requires=Permission.CONTACT_CARD_WRITE,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("who is class teacher of what, which all staff see"),
)
def list_new_receivers(unit: Unit) -> tuple[NewReceiver, ...]:
    """Return who would get the card of a class and was never confirmed for it."""
    confirmed, labels = _confirmed(unit), {line.id: line.label for line in unit.run(roster.list_classes.bind())}
    names = unit.database.account_labels
    found = [
        NewReceiver(class_id, labels.get(class_id, ""), account, names.get(account, ""))
        for class_id, accounts in _class_teachers(unit).items()
        for account in accounts
        if (class_id, account) not in confirmed
    ]
    return tuple(sorted(found, key=lambda one: (one.class_label, one.account_label)))


@command(requires=Permission.CONTACT_CARD_WRITE, scope=Scope.WHOLE_SCHOOL, audit="contact_card.receiver_confirmed")
def confirm_receivers(unit: Unit, receivers: tuple[NewReceiver, ...]) -> int:
    """Confirm that these get the card of their class from now on; return how many were still to be confirmed."""
    waiting = {(one.class_id, one.account) for one in unit.run(list_new_receivers.bind())}
    fresh = waiting & {(one.class_id, one.account) for one in receivers}
    for class_id, account in sorted(fresh):
        unit.concerns("school_class", class_id)
        unit.concerns("account", account)
        unit.db.add(CardReceiver(id=unit.ids.new(), class_id=class_id, account_id=account))
    return len(fresh)


@query(
    requires=Permission.CONTACT_CARD_WRITE,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("who is class teacher of what, which all staff see"),
)
def receiver_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return a task for each new receiver of a card."""
    return tuple(
        Task(
            key=f"card_receiver:{one.class_id}:{one.account}",
            title=_("{name} would get the contact card of {label}: please confirm").format(
                name=one.account_label, label=one.class_label
            ),
            why=_("New as class teacher here; the card holds addresses and telephone numbers."),
            urgency=Urgency.DUE,
            target=Target("card_receivers"),
        )
        for one in unit.run(list_new_receivers.bind())
    )


def _confirmed(unit: Unit) -> frozenset[tuple[str, str]]:
    """Return (class, account) of who was confirmed, or has a card now that a counsellor sealed."""
    rows = {(row.class_id, row.account_id) for row in unit.db.scalars(select(CardReceiver))}
    for card in post.rows_of(unit, KIND):
        try:
            _opened(unit, card)
            rows |= {(card.about, account) for account in post.read_row(card).accounts}
        except AppError:
            continue
    return frozenset(rows)


def _holders(unit: Unit) -> dict[str, frozenset[str]]:
    """Return the classes with class teachers who are to have the card, confirmed ones only."""
    confirmed = _confirmed(unit)
    holders = {
        class_id: frozenset(account for account in accounts if (class_id, account) in confirmed)
        for class_id, accounts in _class_teachers(unit).items()
    }
    return {class_id: accounts for class_id, accounts in holders.items() if accounts}


def _class_teachers(unit: Unit) -> dict[str, frozenset[str]]:
    """Return the classes with class teachers who have an open account signed as class teacher's."""
    vault = unit.custody.vault
    able = {
        entry.id
        for entry in vault.accounts()
        if entry.standing is Standing.ACTIVE and Role.CLASS_TEACHER in entry.roles
    }
    posts = unit.run(roster.class_teacher_accounts.bind())
    return {class_id: accounts & able for class_id, accounts in posts.items() if accounts & able}


def _contents(unit: Unit, holders: Mapping[str, frozenset[str]]) -> dict[str, bytes]:
    by_class: dict[str, list[CardStudent]] = {class_id: [] for class_id in holders}
    for contact in unit.run(roster.class_contacts.bind(tuple(holders))):
        by_class[contact.class_id].append(CardStudent.of(contact))
    return {class_id: to_bytes(tuple(students)) for class_id, students in by_class.items()}


def _circle(accounts: frozenset[str]) -> Circle:
    return Circle(accounts, frozenset({Group.COUNSELLORS}))


def _is_stale(unit: Unit, row: post.EnvelopeRow, accounts: frozenset[str], contents: bytes) -> bool:
    """Return whether a card says something else than it should; one that was tampered with is made anew."""
    try:
        if is_stale(post.read_row(row), _circle(accounts), unit.custody.vault):
            return True
        return post.open_row(unit, row) != contents
    except AppError:
        return True
