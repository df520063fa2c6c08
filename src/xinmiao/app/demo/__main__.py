"""`python -m xinmiao.app.demo`: build the invented school and open it; without a screen, picture every page.

Everything lies below the folder given by --out: data, configuration, pictures. A real school's files are
never looked at.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from pathlib import Path

from xinmiao.app.demo import MARK, PASSWORD


def main() -> int:
    """Build, then open or picture."""
    parser = argparse.ArgumentParser(prog="python -m xinmiao.app.demo", description=main.__doc__)
    parser.add_argument("--out", type=Path, default=Path("out"), metavar="DIR")
    parser.add_argument("--students", type=int, default=None, metavar="N")
    parser.add_argument("--tour", action="store_true", help="picture every page even with a screen")
    arguments = parser.parse_args()
    place = _fresh_folder(arguments.out)
    os.environ["XINMIAO_CONFIG_DIR"] = str(place / "config")
    _build(place, arguments.students)
    if arguments.tour or not _has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from xinmiao.app.demo.tour import run_tour  # noqa: PLC0415 -- Qt, and the platform is chosen above

        return run_tour(place / "data", arguments.out)
    from xinmiao.app.bootstrap import run_gui  # noqa: PLC0415 -- Qt

    return run_gui((), place / "data")


def _fresh_folder(out: Path) -> Path:
    """Return an empty folder for the invented school; only one that we made ourselves is emptied."""
    place = out.resolve() / "demo"
    if (place / MARK).exists():
        shutil.rmtree(place)
    place.mkdir(parents=True)
    (place / MARK).touch()
    return place


def _build(place: Path, students: int | None) -> None:
    from xinmiao.app.demo.builder import LABELS, STUDENTS, build_school  # noqa: PLC0415
    from xinmiao.system.i18n import set_language  # noqa: PLC0415

    set_language("zh_CN")
    started = time.monotonic()
    founded = build_school(place / "data", place / "config", students=students or STUDENTS)
    founded.workspace.close()
    seconds = time.monotonic() - started
    print(f"虚构的学校已建好（{seconds:.0f} 秒）。账户：{'、'.join(LABELS)}；密码都是：{PASSWORD}")  # noqa: T201


def _has_screen() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
