"""Where live files may lie, decided on invented tables of mounts and drives."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from xinmiao.system.places import (
    InSyncFolder,
    Medium,
    OnNetwork,
    OnRemovable,
    check_live_place,
    medium_of_drive,
    medium_of_mount,
    parse_mounts,
    place_problem,
)

TABLE = r"""
/dev/sda2 / ext4 rw 0 0
proc /proc proc rw 0 0
server:/export /home/shared nfs4 rw 0 0
//server/share /srv/school\040files cifs rw 0 0
teacher@host: /home/li/remote fuse.sshfs rw 0 0
/dev/sdb1 /media/li/STICK vfat rw 0 0
/dev/sdc1 /data exfat rw 0 0
/dev/sda3 /home/shared/local ext4 rw 0 0
tmpfs /run tmpfs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("folder", "medium"),
    [
        ("/home/li/school", Medium.FIXED),
        ("/home/shared", Medium.NETWORK),
        ("/home/shared/a/b", Medium.NETWORK),
        ("/home/shared2", Medium.FIXED),
        ("/home/shared/local/x", Medium.FIXED),
        ("/srv/school files/x", Medium.NETWORK),
        ("/home/li/remote/x", Medium.NETWORK),
        ("/media/li/STICK/心苗", Medium.REMOVABLE),
        ("/data/x", Medium.REMOVABLE),
        ("/", Medium.FIXED),
    ],
)
def test_linux_folders(folder: str, medium: Medium) -> None:
    mounts = parse_mounts(TABLE, removable_devices=frozenset({"/dev/sdc1"}))
    assert medium_of_mount(folder, mounts) is medium


def test_a_later_mount_on_the_same_point_counts() -> None:
    mounts = parse_mounts("/dev/sda1 /data ext4 rw 0 0\nserver:/x /data nfs rw 0 0")
    assert medium_of_mount("/data/school", mounts) is Medium.NETWORK


def test_without_a_table_nothing_is_known_and_nothing_refused() -> None:
    assert medium_of_mount("/data", ()) is Medium.UNKNOWN
    assert place_problem(PurePosixPath("/data"), Medium.UNKNOWN) is None


@pytest.mark.parametrize(
    ("drive_type", "folder", "medium"),
    [
        (3, r"C:\心苗", Medium.FIXED),
        (2, r"E:\心苗", Medium.REMOVABLE),
        (4, r"Z:\心苗", Medium.NETWORK),
        (5, r"D:\心苗", Medium.REMOVABLE),
        (1, r"Q:\心苗", Medium.UNKNOWN),
        (3, r"\\server\share\心苗", Medium.NETWORK),
        (3, r"\\?\UNC\server\share\心苗", Medium.NETWORK),
        (3, r"\\?\C:\心苗", Medium.FIXED),
    ],
)
def test_windows_folders(drive_type: int, folder: str, medium: Medium) -> None:
    assert medium_of_drive(drive_type, PureWindowsPath(folder)) is medium


@pytest.mark.parametrize(
    "folder",
    [
        r"D:\OneDrive\心苗",
        r"D:\OneDrive - 第二中学\心苗",
        r"D:\我的坚果云\心苗",
        r"D:\Nutstore\1\心苗",
        r"D:\BaiduSyncdisk\心苗",
        r"D:\百度网盘\心苗",
        r"D:\Dropbox (Schule)\x",
        r"D:\iCloudDrive\x",
        r"D:\WPS云盘\x",
        r"D:\WPS Cloud Files\x",
    ],
)
def test_synchronised_folders_are_refused(folder: str) -> None:
    assert isinstance(place_problem(PureWindowsPath(folder), Medium.FIXED), InSyncFolder)


@pytest.mark.parametrize("folder", [r"D:\心苗", r"D:\OneDriver\x", r"D:\dropboxes\x", r"D:\坚果云说明\x"])
def test_other_folders_are_not(folder: str) -> None:
    assert place_problem(PureWindowsPath(folder), Medium.FIXED) is None


def test_a_synchronised_root_of_another_name_is_refused() -> None:
    root = PureWindowsPath(r"D:\Schule")
    assert isinstance(place_problem(root / "x", Medium.FIXED, sync_roots=[root]), InSyncFolder)


def test_reasons_say_what_to_do_instead() -> None:
    folder = PurePosixPath("/data")
    network, stick = place_problem(folder, Medium.NETWORK), place_problem(folder, Medium.REMOVABLE)
    assert isinstance(network, OnNetwork)
    assert network.code == "E-PLACE-NETWORK"
    assert "this computer's own disk" in network.told()
    assert isinstance(stick, OnRemovable)
    assert "backups" in stick.told()


def test_a_real_folder_of_this_computer(tmp_path: Path) -> None:
    check_live_place(tmp_path / "not" / "there" / "yet", environment={})
    with pytest.raises(InSyncFolder):
        check_live_place(tmp_path / "Nutstore" / "school", environment={})
    with pytest.raises(InSyncFolder):
        check_live_place(tmp_path / "a" / "school", environment={"OneDrive": str(tmp_path / "a")})
