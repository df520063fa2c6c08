"""Where the live files may lie: a fixed disk of this computer.

Owns the decision and its reasons. Network drives lose locks, synchronised folders copy half-written
files to strangers' computers, sticks are pulled out: each is refused with what to do instead.
A backup may lie on any of them; only `check_live_place` refuses.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath, PureWindowsPath

from xinmiao.kernel.errors import StorageError
from xinmiao.kernel.texts import _


class Medium(StrEnum):
    """What kind of place a folder is on."""

    FIXED = "fixed"
    NETWORK = "network"
    REMOVABLE = "removable"
    UNKNOWN = "unknown"


class PlaceRefused(StorageError):
    """The live files may not lie there."""

    code = "E-PLACE"


class OnNetwork(PlaceRefused):
    """A network drive."""

    code = "E-PLACE-NETWORK"
    default_message = _("This folder is on a network drive, where saved data can be lost.")
    default_next_step = _("Choose a folder on this computer's own disk.")


class OnRemovable(PlaceRefused):
    """A stick or memory card."""

    code = "E-PLACE-STICK"
    default_message = _("This folder is on a removable disk, which can be pulled out while the program writes.")
    default_next_step = _("Choose a folder on this computer's own disk; use the stick for backups.")


class InSyncFolder(PlaceRefused):
    """A folder that a cloud service copies elsewhere."""

    code = "E-PLACE-CLOUD"
    default_message = _("This folder is copied to a cloud service, which can damage the files while they are in use.")
    default_next_step = _("Choose a folder outside the synchronised one.")


@dataclass(frozen=True)
class Mount:
    """One line of the table of mounted file systems."""

    point: str
    kind: str
    removable: bool = False


_NETWORK_KINDS = frozenset(
    {
        *("nfs", "nfs3", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "lustre", "davfs"),
        *("fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.smbnetfs", "fuse.gvfsd-fuse", "fuse.glusterfs"),
        *("fuse.cifs", "fuse.juicefs"),
    }
)
_REMOVABLE_POINTS = ("/media/", "/run/media/")
_SYNC_NAMES = (
    "onedrive", "nutstore", "坚果云", "我的坚果云", "baidunetdisk", "baidusyncdisk", "百度网盘", "dropbox",
    "icloud drive", "iclouddrive", "mobile documents", "wps云盘", "wps 云盘", "wps cloud files", "wpsdrive",
    "google drive", "googledrive", "微云同步助手", "阿里云盘", "天翼云盘", "seafile",
)  # fmt: skip
_SYNC_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_WINDOWS_DRIVE_TYPES = {2: Medium.REMOVABLE, 3: Medium.FIXED, 4: Medium.NETWORK, 5: Medium.REMOVABLE, 6: Medium.FIXED}


def place_problem(folder: PurePath, medium: Medium, *, sync_roots: Iterable[PurePath] = ()) -> PlaceRefused | None:
    """Return why live files may not lie in `folder`, or None. Pure: `medium` says what the folder is on."""
    if medium is Medium.NETWORK:
        return OnNetwork()
    if any(_is_sync_name(part) for part in folder.parts) or any(folder.is_relative_to(root) for root in sync_roots):
        return InSyncFolder()
    if medium is Medium.REMOVABLE:
        return OnRemovable()
    return None


def _is_sync_name(part: str) -> bool:
    """Return whether a folder's name is that of a cloud service, also with an addition: OneDrive - 某校."""
    folded = part.casefold().lstrip(".")
    return any(folded == name or folded.startswith((f"{name} ", f"{name}-", f"{name}(")) for name in _SYNC_NAMES)


def medium_of_mount(folder: str, mounts: Iterable[Mount]) -> Medium:
    """Return what the innermost mount that holds `folder` is; UNKNOWN when none does."""
    holding = [mount for mount in mounts if folder == mount.point or folder.startswith(mount.point.rstrip("/") + "/")]
    if not holding:
        return Medium.UNKNOWN
    mount = max(enumerate(holding), key=lambda numbered: (len(numbered[1].point), numbered[0]))[1]
    if mount.kind in _NETWORK_KINDS:
        return Medium.NETWORK
    if mount.removable or f"{mount.point}/".startswith(_REMOVABLE_POINTS):
        return Medium.REMOVABLE
    return Medium.FIXED


def parse_mounts(table: str, *, removable_devices: frozenset[str] = frozenset()) -> tuple[Mount, ...]:
    r"""Read a table in the form of /proc/mounts; blanks in names are written \040."""
    mounts = []
    for line in table.splitlines():
        columns = line.split(" ")
        if len(columns) < 3:  # noqa: PLR2004 -- device, point, kind
            continue
        device, point, kind = (_unescape(column) for column in columns[:3])
        mounts.append(Mount(point, kind, removable=device in removable_devices))
    return tuple(mounts)


def _unescape(column: str) -> str:
    for code, char in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        column = column.replace(code, char)
    return column


def medium_of_drive(drive_type: int, folder: PureWindowsPath) -> Medium:
    """Return what a Windows folder is on; `drive_type` is the answer of GetDriveTypeW. A UNC path is network."""
    drive = folder.drive.upper()
    if drive.startswith("\\\\") and not (drive.startswith("\\\\?\\") and not drive.startswith("\\\\?\\UNC")):
        return Medium.NETWORK
    return _WINDOWS_DRIVE_TYPES.get(drive_type, Medium.UNKNOWN)


def check_live_place(folder: Path, *, environment: Mapping[str, str] = os.environ) -> None:
    """Refuse a folder that is no place for live files; it need not be there yet.

    Raises:
        PlaceRefused: with the reason and what to do instead.
    """
    resolved = folder.expanduser().resolve()
    sync_roots = [Path(root) for name in _SYNC_VARIABLES if (root := environment.get(name))]
    problem = place_problem(resolved, _medium_here(resolved), sync_roots=sync_roots)
    if problem is not None:
        raise problem


if sys.platform == "win32":

    def _medium_here(folder: Path) -> Medium:
        import ctypes  # noqa: PLC0415 -- Windows only

        drive_type = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)
        return medium_of_drive(drive_type, PureWindowsPath(folder))

else:

    def _medium_here(folder: Path) -> Medium:
        try:
            table = Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return Medium.UNKNOWN
        return medium_of_mount(str(folder), parse_mounts(table, removable_devices=_removable_devices()))

    def _removable_devices() -> frozenset[str]:
        """Return the device files, with their partitions, that the kernel calls removable."""
        found: set[str] = set()
        for flag in Path("/sys/block").glob("*/removable"):
            try:
                if flag.read_text().strip() != "1":
                    continue
                names = [flag.parent.name, *(child.name for child in flag.parent.glob(f"{flag.parent.name}*"))]
            except OSError:
                continue
            found |= {f"/dev/{name}" for name in names}
        return frozenset(found)
