"""The walls, the words and the habits of the house, held by tools."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("config", "counter", "display", "kiosk", "printers", "server")
BIN = Path(sys.executable).parent
LONGEST_FILE = 300


def modules() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file()]


def run(*command: str | Path) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_mypy_is_strict_and_finds_nothing():
    assert run(BIN / "mypy") == ""


def test_ruff_finds_nothing():
    assert run(BIN / "ruff", "check", ".") == ""


def test_every_file_is_formatted():
    assert run(BIN / "ruff", "format", "--check", ".") == ""


def test_the_walls_between_the_rooms_hold():
    assert run(BIN / "lint-imports") == ""


def test_the_map_in_the_readme_names_every_module():
    built = {path.relative_to(ROOT).as_posix() for path in modules() if path.name != "__init__.py"}
    built -= {name for name in built if "/migrations/" in name}
    written = set(re.findall(r"`((?:\w+/)+\w+\.py)`", (ROOT / "README.md").read_text("utf-8")))
    assert written == built


def test_the_glossary_has_twenty_words():
    readme = (ROOT / "README.md").read_text("utf-8")
    section = readme.split("## Words")[1].split("\n## ")[0]
    assert len(re.findall(r"^\| \*\*", section, re.M)) == 20


def test_every_dependency_has_its_reason_in_the_readme():
    pyproject = (ROOT / "pyproject.toml").read_text("utf-8")
    wanted = set(
        re.findall(r'^  "([A-Za-z0-9-]+)', pyproject.split("dependencies = [")[1].split("]\n")[0], re.M)
    )
    readme = (ROOT / "README.md").read_text("utf-8")
    assert {name for name in wanted if f"| {name} |" not in readme} == set()


@pytest.mark.parametrize("room", ROOMS)
def test_no_other_distribution_owns_the_name_of_a_room(room):
    assert set(packages_distributions().get(room, ["moiso"])) == {"moiso"}


def test_no_file_of_the_product_is_longer_than_a_reader_bears():
    written = (path for path in modules() if "migrations" not in path.parts)
    assert {
        str(path) for path in written if len(path.read_text("utf-8").splitlines()) > LONGEST_FILE
    } == set()


def test_only_the_clock_asks_the_machine_for_the_time():
    asks = re.compile(r"datetime\.(now|utcnow|today)\(|date\.today\(|time\.time\(")
    asking = [str(path) for path in modules() if asks.search(path.read_text("utf-8"))]
    assert asking == [str(ROOT / "config/clock.py")]


def test_no_tracked_file_names_a_registry_or_this_machine():
    hosts = "|".join(("registry.npm" + "js", "pypi" + r"\.org", "pythonhost" + "ed", "deb.debi" + "an"))
    found = [
        str(path)
        for path in tracked()
        if path.suffix not in {".png", ".woff2"}
        and re.search(rf"{hosts}|{re.escape(str(ROOT.parent))}/", path.read_text("utf-8", "replace"))
    ]
    assert found == []


def test_the_package_lock_holds_no_addresses():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text("utf-8")


def test_all_text_is_composed():
    loose = [
        str(path)
        for path in tracked()
        if path.suffix in {".py", ".js", ".html", ".css", ".toml", ".md"}
        and not unicodedata.is_normalized("NFC", path.read_text("utf-8"))
        and "test" not in path.name
    ]
    assert loose == []
