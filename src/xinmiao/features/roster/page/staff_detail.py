"""One staff member beside the list: how he is reached, his classes now and before, his students."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.roster.records import ClassPost, MenteeLine, StaffPosts
from xinmiao.features.staff.records import StaffLine
from xinmiao.kernel.display import masked_phone, show_date
from xinmiao.kernel.texts import ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.widgets.buttons import Button, HoldToShow, LinkButton
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.flow import FlowLayout
from xinmiao.ui.widgets.labels import ElidedLabel, label
from xinmiao.ui.widgets.surfaces import Card, Hairline


class StaffCard(Card):
    """The card of one staff member."""

    def __init__(self) -> None:
        super().__init__(name="staff_detail")
        self._inside: QWidget | None = None

    def show_member(
        self,
        member: StaffLine,
        posts: StaffPosts,
        mentees: Sequence[MenteeLine] | None,
        actions: Sequence[Action],
        end_post: Callable[[ClassPost], None] | None,
    ) -> None:
        """Show a staff member; `mentees` is None where the account may not see them."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-m"))
        column.addLayout(_head(member))
        if member.phone:
            column.addLayout(_phone(member))
        column.addWidget(Hairline())
        _add_classes(column, posts, end_post)
        if mentees is not None:
            column.addWidget(Hairline())
            _add_mentees(column, mentees)
        if actions:
            column.addWidget(_buttons(actions))
        if self._inside is not None:
            self.body.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = inside
        self.add(inside)
        inside.show()  # at once, so that its buttons can take the keyboard


def _head(member: StaffLine) -> QVBoxLayout:
    column, row = QVBoxLayout(), QHBoxLayout()
    row.setSpacing(theme.current().size("space-s"))
    name = ElidedLabel(member.name, "section")
    name.setObjectName("staff_name")
    row.addWidget(name)
    if member.left_on is not None:
        row.addWidget(StatusChip(tr("Left on {day}", day=show_date(member.left_on)), "watch"))
    elif member.account_id is not None:
        row.addWidget(StatusChip(tr("Account {label}", label=member.account_label), "calm", icon="user"))
    row.addStretch(1)
    column.addLayout(row)
    column.addWidget(label(member.duties or tr("Subject and duties not entered yet"), "secondary", wrap=True))
    return column


def _phone(member: StaffLine) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(label(tr("Phone"), "secondary"))
    row.addWidget(HoldToShow(member.phone, masked_phone(member.phone), tr("Phone"), name="staff_phone"))
    row.addStretch(1)
    return row


def _add_classes(column: QVBoxLayout, posts: StaffPosts, end_post: Callable[[ClassPost], None] | None) -> None:
    column.addWidget(label(tr("Class teacher"), "strong"))
    if not posts.classes:
        column.addWidget(label(tr("No class."), "muted"))
    for post in posts.classes:
        row = QHBoxLayout()
        until = show_date(post.until_date) if post.until_date else tr("today")
        words = tr("{label} · {start} to {until}", label=post.class_label, start=show_date(post.from_date), until=until)
        row.addWidget(label(words, "muted" if post.until_date else ""))
        row.addStretch(1)
        if post.until_date is None and end_post is not None:
            link = LinkButton(tr("End"), name=f"end_{post.class_id}")
            link.clicked.connect(lambda _checked=False, ended=post: end_post(ended))
            row.addWidget(link)
        column.addLayout(row)


def _add_mentees(column: QVBoxLayout, mentees: Sequence[MenteeLine]) -> None:
    count = ntr("Mentor of {count} student", "Mentor of {count} students", len(mentees))
    told = label(count, "strong")
    told.setObjectName("mentee_count")
    column.addWidget(told)
    by_class: dict[str, list[str]] = {}
    for line in mentees:
        by_class.setdefault(line.student.class_label, []).append(line.student.name)
    for class_label, names in by_class.items():
        column.addWidget(label(tr("{label}: {names}", label=class_label, names=tr(", ").join(names)), wrap=True))


def _buttons(actions: Sequence[Action]) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder, theme.current().size("space-s"))
    for action in actions:
        flow.addWidget(Button(action.label, icon=action.icon, name=f"staff_{action.name}", clicked=action.trigger))
    return holder
