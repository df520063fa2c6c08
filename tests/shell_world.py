"""The real shell with an invented school at its door, for tests and for pictures."""

from __future__ import annotations

from dataclasses import dataclass, field

from doubles import FrozenClock, SequenceIds
from doubles_ui import PlainDrafts, PlainSettings, PlainWorkspace
from invented_pages import HIDDEN, ORCHARD, PEARS
from xinmiao.kernel.errors import AppError, ValidationFailed, WrongKey
from xinmiao.kernel.texts import Text, _
from xinmiao.ui import icons
from xinmiao.ui.actions import Action
from xinmiao.ui.display import Display
from xinmiao.ui.door_button import DoorButton
from xinmiao.ui.engines import Engines
from xinmiao.ui.entrance import AccountLine, SchoolAtDoor
from xinmiao.ui.household import House
from xinmiao.ui.search_box import Found
from xinmiao.ui.setup_wizard import SchoolDraft
from xinmiao.ui.shell import Shell
from xinmiao.ui.signed_in import Furniture
from xinmiao.ui.tasks import WorkspaceLike
from xinmiao.ui.workbench import Bench

PASSWORD = "four words are enough"
SHEET = ("AB12C", "D34EF", "G56HJ", "K78MN", "PQ9RS", "TV0WX", "YZ123", "456AB")
SECRET = ("22222", "33333", "44444", "55555", "66666", "77777", "88888")
PEOPLE = tuple(Found(f"student-{n}", f"李{chr(0x4E00 + n)}", f"七(2)班 · {n} 号") for n in range(12))


@dataclass
class Door:
    """An entrance whose password is known."""

    school: SchoolAtDoor | None = field(
        default_factory=lambda: SchoolAtDoor(
            "虚构县第一中学", (AccountLine("account-1", "周老师"), AccountLine("account-2", "刘老师"))
        )
    )
    refusal: AppError | None = None
    looking: AppError | None = None
    workspaces: list[PlainWorkspace] = field(default_factory=list)
    tried: list[tuple[str, str]] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    def look(self) -> SchoolAtDoor | None:
        """Return the school, or refuse."""
        if self.looking is not None:
            raise self.looking
        return self.school

    def install_school_code(self, typed: str) -> None:
        """Note the code."""
        self.codes.append(typed)

    def unlock(self, account_id: str, password: str) -> object:
        """Check the password."""
        self.tried.append((account_id, password))
        if self.refusal is not None:
            raise self.refusal
        if password != PASSWORD:
            raise WrongKey
        return account_id

    def open(self, unlocked: object) -> WorkspaceLike:
        """Open a workspace without files."""
        assert isinstance(unlocked, str)
        workspace = PlainWorkspace()
        self.workspaces.append(workspace)
        return workspace


@dataclass
class MadeSchool:
    """A school that the wizard made."""

    sheet_groups: tuple[str, ...] = SHEET
    secret_groups: tuple[str, ...] = SECRET
    unlocked: object = "account-1"
    confirmed: list[str] = field(default_factory=list)

    def sheet_paper(self) -> bytes:
        """Return something the invented rasteriser accepts."""
        return b"sheet"

    def confirm(self, code: str, secret: str) -> None:
        """Accept the right codes only."""
        for name, typed, right in (("code", code, SHEET), ("secret", secret, SECRET)):
            if typed.replace("-", "").replace(" ", "").upper() != "".join(right):
                raise ValidationFailed({name: _("There is a typing slip in the code.")})
        self.confirmed.append(code)


@dataclass
class Maker:
    """Makes schools in no time."""

    folder: str = "D:/xinmiao/school"
    refusal: AppError | None = None
    drafts: list[SchoolDraft] = field(default_factory=list)
    made: list[MadeSchool] = field(default_factory=list)

    def password_problem(self, password: str) -> Text | None:
        """Ask for twelve characters."""
        return None if len(password) >= 12 else _("A password needs at least 12 characters.")

    def make(self, draft: SchoolDraft) -> MadeSchool:
        """Make one."""
        self.drafts.append(draft)
        if self.refusal is not None:
            raise self.refusal
        self.made.append(MadeSchool())
        return self.made[-1]


@dataclass
class BlankPicture:
    """A white page."""

    width: int
    height: int

    @property
    def stride(self) -> int:
        """Bytes of a row, padded to four."""
        return (self.width * 3 + 3) // 4 * 4

    @property
    def pixels(self) -> bytes:
        """White."""
        return b"\xff" * (self.stride * self.height)


@dataclass
class BlankPages:
    """A PDF of white A4 pages."""

    count: int = 3
    rendered: list[tuple[int, float]] = field(default_factory=list)
    closed: bool = False

    def size(self, index: int) -> tuple[float, float]:
        """Return A4."""
        assert 0 <= index < self.count
        return 595.0, 842.0

    def render(self, index: int, scale: float) -> BlankPicture:
        """Return white."""
        self.rendered.append((index, scale))
        return BlankPicture(round(595 * scale), round(842 * scale))

    def close(self) -> None:
        """Remember it."""
        self.closed = True


@dataclass
class World:
    """A shell with everything a test wants to look at."""

    shell: Shell
    door: Door
    maker: Maker
    drafts: PlainDrafts
    settings: PlainSettings
    engines: Engines
    bugs: list[BaseException]
    displays: list[Display]
    account_actions: list[str]
    house: House
    pressed: list[str]
    """Names of the quiet buttons that were obeyed."""

    def move_in(self) -> None:
        """Begin the second stage and look at the door."""
        self.shell.move_in(self.house)
        self.shell.start()

    @property
    def workspace(self) -> PlainWorkspace:
        """Return the workspace opened last."""
        return self.door.workspaces[-1]


def find_people(typed: str, most: int) -> tuple[Found, ...]:
    """Find by the beginning of the title."""
    return tuple(person for person in PEOPLE if person.title.startswith(typed))[:most]


def make_world(engines: Engines, door: Door | None = None, *, moved_in: bool = True) -> World:
    """Put a shell together, in its first stage only where nobody `moved_in`."""
    door, maker, drafts, settings = door or Door(), Maker(), PlainDrafts(), PlainSettings()
    bugs: list[BaseException] = []
    displays: list[Display] = []
    account_actions: list[str] = []
    pressed: list[str] = []
    own = Action("change_password", _("Change password"), lambda: account_actions.append("password"), icon="key-round")

    def furnish(_workspace: WorkspaceLike) -> Furniture:
        bench = Bench((ORCHARD, PEARS, HIDDEN), find_people, "pears", "orchard", (own,))
        return Furniture(bench, drafts, settings, FrozenClock(), SequenceIds(), lambda _content: BlankPages())

    def restore() -> None:
        pressed.append("restore")

    house = House(
        engines=engines,
        entrance=door,
        furnish=furnish,
        bug=bugs.append,
        rasterise=lambda _content: BlankPages(),
        school_maker=maker,
        choose_display=displays.append,
        icon=icons.app_icon(),
    )
    quiet = DoorButton("restore", _("Restore a backup"), "archive-restore", lambda: shell.when_ready(restore))
    shell = Shell((quiet,))
    if moved_in:
        shell.move_in(house)
    return World(shell, door, maker, drafts, settings, engines, bugs, displays, account_actions, house, pressed)
