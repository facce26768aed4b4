"""A kiosk's settings: flags before environment before defaults."""

from __future__ import annotations

from pathlib import Path

from config.kiosk_settings import KioskSettings, kiosk_settings

NEEDED = {"server": "http://node:8000/", "token": "t", "printer": "tcp://printer"}


def test_defaults_fill_what_nobody_gave():
    assert kiosk_settings(NEEDED, {}) == KioskSettings("http://node:8000", "t", "tcp://printer")


def test_the_environment_fills_what_no_flag_gave():
    env = {"MOISO_KIOSK_TOKEN": "secret", "MOISO_KIOSK_PORT": "8200", "MOISO_KIOSK_MM": "3.79", "HOME": "/"}
    settings = kiosk_settings({**NEEDED, "token": None, "data": "kept"}, env)
    assert (settings.token, settings.port, settings.mm, settings.data) == ("secret", 8200, 3.79, Path("kept"))


def test_a_flag_wins_over_the_environment():
    assert kiosk_settings({**NEEDED, "slot": "left"}, {"MOISO_KIOSK_SLOT": "right"}).slot == "left"
