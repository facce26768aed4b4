"""The local web: nothing from elsewhere, nothing inline, a code that scanners read."""

from __future__ import annotations

import re

import pytest
import requests
import zxingcpp
from PIL import Image, ImageDraw

from kiosk.qr import qr_code
from tests.kiosk.conftest import Kiosk

URL = "HTTPS://SO.HANOI.GOV.VN/T/7KQ2MX9DTRW4H"


def test_the_page_allows_only_this_machine_and_nothing_inline(kiosk: Kiosk):
    page = requests.get(kiosk.agent.url, timeout=5)
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert not re.search(r'\sstyle="|<style|\son\w+="|https?://', page.text)
    assert re.findall(r"<script(?! type=\"application/json\")[^>]*>", page.text) == [
        '<script type="module" src="/static/kiosk/kiosk.js">'
    ]


def test_every_file_the_page_names_is_served(kiosk: Kiosk):
    page = requests.get(kiosk.agent.url, timeout=5).text
    for path in re.findall(r'(?:src|href)="(/[^"]+)"', page):
        assert requests.get(kiosk.agent.url + path, timeout=5).status_code == 200, path


@pytest.mark.parametrize(
    "name", ["brand/words.js", "static/times.js", "static/vendor/icons.svg", "static/kiosk/flow.js"]
)
def test_scripts_and_icons_come_from_their_folders(kiosk: Kiosk, name: str):
    assert requests.get(f"{kiosk.agent.url}/{name}", timeout=5).status_code == 200


@pytest.mark.parametrize(
    "path", ["/brand/../settings.py", "/brand/%2e%2e/settings.py", "/static/vendor/%2e%2e/live.js", "/x"]
)
def test_nothing_else_is_served(kiosk: Kiosk, path: str):
    assert requests.get(kiosk.agent.url + path, timeout=5).status_code == 404


def test_a_problem_is_json_with_a_code(kiosk: Kiosk):
    answer = requests.put(f"{kiosk.agent.url}/api/touches/none", json={}, timeout=5)
    assert (answer.status_code, answer.json()) == (404, {"code": "not_found"})


def test_the_code_is_read_as_the_tickets_address():
    code = qr_code(URL)
    assert code["size"] == 29 + 8  # version 3 and the quiet zone
    picture = Image.new("L", (code["size"] * 8,) * 2, 255)
    ink = ImageDraw.Draw(picture)
    for x, y, wide in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", code["path"]):
        left, top = int(x) * 8, int(y) * 8
        ink.rectangle((left, top, left + int(wide) * 8 - 1, top + 7), fill=0)
    (found,) = zxingcpp.read_barcodes(picture)
    assert (found.text, found.ec_level) == (URL, "Q")
