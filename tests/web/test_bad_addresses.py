"""Whatever address is asked for, the node answers with a stable code and changes nothing."""

from __future__ import annotations

import json

import pytest
import requests

from tests.web.desk import send, told

PUBLIC_URLS = [
    "/api/v1/branches/cn02/snapshot?view=", "/api/v1/branches/cn02/snapshot?view=all",
    "/api/v1/branches/cn02/snapshot?view=%00", "/api/v1/branches/cn02/snapshot?view=%ED%A0%80",
]  # fmt: skip
EVENTS = "/api/v1/branches/cn02/events"
BAD_PAGES = [
    "after=", "after=x", "after=-1", "after=1.5", "after=1:", "after=:1", "after=1:2:3", "after=%00", "after=%2B1",
    "after=" + "9" * 19, "after=" + "9" * 5000, "after=1 or 1=1", "limit=0", "limit=-1", "limit=x", "limit=1e3",
    "limit=%00", "limit=", "limit=" + "9" * 40, "limit=" + "9" * 5000, "limit=NaN",
    "limit=%D9%A3", "after=%D9%A3", "limit=1000000", "after=%ED%A0%80",
]  # fmt: skip
WEIRD_PATHS = [
    "/api/v1/branches/%00/snapshot", "/api/v1/branches/cn02%00/snapshot", "/api/v1/branches/%ED%A0%80/snapshot",
    "/api/v1/branches/" + "x" * 4000 + "/snapshot", "/api/v1/branches/đ/snapshot",
    "/api/v1/branches/%F0%9F%98%80/catalogue", "/api/v1/branches//snapshot", "/api/v1/branches/../snapshot",
    "/api/v1/tickets/%00", "/api/v1/tickets/7KQ2MX9DTRW4%00", "/api/v1/tickets/%ED%A0%80",
    "/api/v1/tickets/" + "0" * 4000,
    "/api/v1/tickets/%FF", "/t/%00", "/t/%ED%A0%80", "/t/" + "x" * 4000, "/T/%00", "/display/%00", "/display/%FF",
    "/static/%00", "/brand/%00", "/brand/" + "x" * 4000, "/static/display/%00", "/%00", "/api/v1/branches/cn02/%2e%2e",
]  # fmt: skip
BAD_UUIDS = [
    "x",
    "%00",
    "0" * 32,
    "0198",
    "g" * 36,
    "01980000-0000-7000-8000-00000000000",
    "%ED%A0%80",
    "'--",
]


@pytest.mark.parametrize("url", PUBLIC_URLS)
def test_an_unknown_view_is_invalid(unmoved, url):
    assert told(unmoved.officer.get(url)) == (422, "invalid")


@pytest.mark.parametrize("query", BAD_PAGES, ids=lambda query: query[:20])
def test_a_page_of_the_log_is_asked_for_by_whole_numbers(unmoved, query):
    answer = unmoved.officer.get(f"{EVENTS}?{query}")
    assert told(answer) == (422, "invalid")
    assert answer.json()["errors"][0]["pointer"] == f"/{query.partition('=')[0]}"


def test_a_place_far_behind_the_end_of_the_log_is_an_empty_page(unmoved):
    answer = unmoved.officer.get(f"{EVENTS}?after={'9' * 18}")
    assert (answer.status_code, answer.json()["events"]) == (200, [])


@pytest.mark.parametrize("path", WEIRD_PATHS, ids=lambda path: path[:44])
def test_a_path_to_nowhere_is_not_found(unmoved, path):
    url = unmoved.officer.node.url + path
    request = requests.Request("GET", url, headers=unmoved.officer.headers).prepare()
    request.url = url  # as it is, not as a library would tidy it
    with requests.Session() as session:
        answer = session.send(request, timeout=30)
    assert answer.status_code == 404, answer.text
    assert answer.headers["Content-Type"].startswith(("application/problem+json", "text/html"))


@pytest.mark.parametrize(
    "path", ["//elsewhere.example/", "/%2F%2Felsewhere.example/", "/\\\\elsewhere.example"]
)
def test_no_path_leads_to_another_host(post, path):
    answer = requests.get(post.officer.node.url + path, timeout=30, allow_redirects=False)
    assert answer.headers.get("Location", "/").startswith((post.officer.node.url, "/"))
    assert not answer.headers.get("Location", "/").startswith("//")


@pytest.mark.parametrize("ticket", BAD_UUIDS)
def test_a_ticket_that_is_no_uuid_is_not_found(unmoved, ticket):
    path = f"/api/v1/branches/cn02/tickets/{ticket}"
    body = json.dumps({"service": unmoved.service}).encode()
    assert told(send(unmoved.kiosk, "PUT", path, body)) == (404, "not_found")
    assert told(send(unmoved.officer, "POST", f"{path}/start", b"{}")) == (404, "not_found")


@pytest.mark.parametrize("method", ["PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_a_method_that_is_not_there_is_told(unmoved, method):
    answer = send(unmoved.officer, method, f"{unmoved.url}/open", b"")
    assert told(answer) == (405, "method_not_allowed")
    assert answer.headers["Allow"]


def test_every_log_is_whole_after_all_that(post):
    done = post.officer.node.cli("verify-log")
    assert (done.returncode, done.stdout.strip()) == (0, "every log is whole")
    assert 'status="5' not in post.officer.get("/metrics").text
    assert "Traceback" not in post.officer.node.log.read_text("utf-8")


def test_the_phones_page_of_every_unknown_code_is_the_same(unmoved):
    pages = [unmoved.officer.get(f"/t/{code}") for code in ("7KQ2MX9DTRW4H", "0000000000000", "x", "NOTHING")]
    assert {page.status_code for page in pages} == {404}
    assert len({page.text for page in pages}) == 1
