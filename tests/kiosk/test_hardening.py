"""`harden --check` against machines made of files: one that is locked, and each way in which it may not be."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk import recipe
from kiosk.cli import main
from kiosk.hardening import POINTS, check

README = Path(__file__).parents[2] / "kiosk/README.md"
SYSTEMD = "etc/systemd/system"


def write(root: Path, name: str, text: str, mode: int = 0o644) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(mode)


def enable(root: Path, wants: str, name: str) -> None:
    folder = root / SYSTEMD / wants
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).symlink_to(f"/{SYSTEMD}/{name}")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """As the recipe leaves it."""
    write(tmp_path, recipe.POLICY_FILE, recipe.policy_text())
    for name, text in recipe.UNITS.items():
        write(tmp_path, f"{SYSTEMD}/{name}", text)
    for name, wants in recipe.ENABLED.items():
        enable(tmp_path, wants, name)
    (tmp_path / SYSTEMD / "getty@tty1.service").symlink_to("/dev/null")
    write(tmp_path, "var/lib/dpkg/status", "Package: cage\nStatus: install ok installed\n\n"
          "Package: ibus\nStatus: deinstall ok config-files\n")  # fmt: skip
    write(tmp_path, "proc/cmdline", "quiet consoleblank=0\n")
    enable(tmp_path, "sysinit.target.wants", "systemd-timesyncd.service")
    write(tmp_path, recipe.TOKEN_FILE, "MOISO_KIOSK_TOKEN=x\n", 0o600)
    (tmp_path / recipe.DATA).mkdir(parents=True, mode=0o700)
    return tmp_path


def wrong(root: Path) -> dict[str, str]:
    return {point.name: point.wrong for point in check(root) if point.wrong}


def no_policy(root: Path) -> None:
    (root / recipe.POLICY_FILE).unlink()


def weak_policy(root: Path) -> None:
    write(root, recipe.POLICY_FILE, json.dumps({**recipe.POLICY, "DeveloperToolsAvailability": 1}))


def broken_policy(root: Path) -> None:
    write(root, recipe.POLICY_FILE, "{")


def no_flag(root: Path) -> None:
    unit = recipe.UNITS[recipe.SCREEN].replace(" --disable-pinch", "")
    write(root, f"{SYSTEMD}/{recipe.SCREEN}", unit)


def not_enabled(root: Path) -> None:
    (root / SYSTEMD / recipe.ENABLED[recipe.AGENT] / recipe.AGENT).unlink()


def no_restart(root: Path) -> None:
    write(root, f"{SYSTEMD}/{recipe.AGENT}", recipe.UNITS[recipe.AGENT].replace("always", "no"))


def a_login(root: Path) -> None:
    (root / SYSTEMD / "getty@tty1.service").unlink()
    enable(root, "getty.target.wants", "getty@tty1.service")


def an_input_method(root: Path) -> None:
    write(root, "var/lib/dpkg/status", "Package: ibus-unikey\nStatus: install ok installed\n")


def goes_dark(root: Path) -> None:
    write(root, "proc/cmdline", "quiet\n")


def no_time(root: Path) -> None:
    (root / SYSTEMD / "sysinit.target.wants/systemd-timesyncd.service").unlink()


def open_data(root: Path) -> None:
    (root / recipe.DATA).chmod(0o755)


def open_token(root: Path) -> None:
    (root / recipe.TOKEN_FILE).chmod(0o644)


def no_token(root: Path) -> None:
    (root / recipe.TOKEN_FILE).unlink()


FLAWS: list[tuple[Callable[[Path], None], str, str]] = [
    (no_policy, "browser policy", "URLBlocklist"), (weak_policy, "browser policy", "DeveloperToolsAvailability"),
    (broken_policy, "browser policy", "JSON"), (no_flag, "browser flags", "--disable-pinch"),
    (not_enabled, "units start by themselves", recipe.AGENT), (no_restart, "units start again", recipe.AGENT),
    (a_login, "no login on the display", "mask"), (an_input_method, "no input method", "ibus-unikey"),
    (goes_dark, "screen stays lit", "consoleblank"), (no_time, "time is synchronised", "timesyncd"),
    (open_data, "data folder is private", "0700"), (open_token, "token file is private", "0600"),
    (no_token, "token file is private", "not there"),
]  # fmt: skip


def test_a_machine_made_by_the_recipe_is_well(machine: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["harden", "--check", "--root", str(machine)]) == 0
    assert re.findall(r"^ok {6}", capsys.readouterr().out, re.M) == ["ok      "] * len(POINTS)


@pytest.mark.parametrize(("spoil", "name", "told"), FLAWS, ids=lambda one: getattr(one, "__name__", ""))
def test_each_flaw_is_told_alone_and_with_advice(
    machine: Path, spoil: Callable[[Path], None], name: str, told: str
):
    spoil(machine)
    assert list(wrong(machine)) == [name]
    assert told in wrong(machine)[name]


def test_an_empty_machine_is_not_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["harden", "--check", "--root", str(tmp_path)]) == 1
    assert "not ok  browser policy" in capsys.readouterr().out


def test_what_is_printed_is_what_is_checked(machine: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["harden", "--print-policy"]) == 0
    assert json.loads(capsys.readouterr().out) == recipe.POLICY
    assert main(["harden", "--print-unit", recipe.AGENT]) == 0
    assert capsys.readouterr().out == recipe.UNITS[recipe.AGENT]


def test_the_written_recipe_is_the_checked_one():
    text = README.read_text("utf-8")
    assert recipe.policy_text() in text
    assert all(unit.strip() in text for unit in recipe.UNITS.values())
