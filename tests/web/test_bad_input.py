"""Whatever is sent, the node answers with a stable code and changes nothing."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.conftest import NodeProcess
from tests.web.desk import Desk

JSON = "application/json"

MALFORMED = {
    "cut off": b'{"services":["lao-dong"',
    "single quotes": b"{'service':'ho-tich'}",
    "a bare word": b"none",
    "two values": b"{} {}",
    "a trailing comma": b'{"dossiers":1,}',
    "NaN": b'{"dossiers":NaN}',
    "infinity": b'{"dossiers":-Infinity}',
    "not UTF-8": b'{"service":"\xff\xfe"}',
    "a raw control character": b'{"service":"ho\x00tich"}',
    "nested deeper than any stack": b"[" * 50_000,
    "nested objects": b'{"a":' * 10_000,
    "a number longer than any number": b'{"dossiers":' + b"9" * 10_000 + b"}",
    "a key given twice": b'{"service":"ho-tich","service":"dat-dai"}',
    "a key given twice below": b'{"service":{"a":1,"a":2}}',
    "nothing but a byte order mark": b"\xef\xbb\xbf",
    "a form": b"service=ho-tich&dossiers=1",
}

NOT_OBJECTS = ["[]", '["service"]', '"service"', "7", "true", "null", "1e999", "-0", "[{}]"]

NUMBERS: list[Any] = [0, -1, 1000, 10**30, -(10**30), 1.0, 1.5, True, False, "1", "", None, [], {}, [1], {"n": 1}]
CODES: list[Any] = [
    7, 1.5, True, [], {}, ["ho-tich"], "", " ", "HO-TICH", "ho tich", "a" * 33, "a" * 10_000, "ho-tich\x00", "\x00",
    "\ud800", "ho\udfffti", "hộ-tịch", "../etc", "ho-tich\n", "'; DROP TABLE ticket; --", "%00", "\u202e",
]  # fmt: skip

PUBLIC_URLS = [
    "/api/v1/branches/cn02/snapshot?view=", "/api/v1/branches/cn02/snapshot?view=all",
    "/api/v1/branches/cn02/snapshot?view=%00", "/api/v1/branches/cn02/snapshot?view=%ED%A0%80",
]  # fmt: skip
EVENTS = "/api/v1/branches/cn02/events"
BAD_PAGES = [
    "after=", "after=x", "after=-1", "after=1.5", "after=1:", "after=:1", "after=1:2:3", "after=%00", "after=%2B1",
    "after=" + "9" * 19, "after=" + "9" * 5000, "after=1 or 1=1", "limit=0", "limit=-1", "limit=x", "limit=1e3",
    "limit=%00", "limit=", "limit=" + "9" * 40, "limit=" + "9" * 5000, "limit=NaN", "limit=%D9%A3", "after=%D9%A3", "limit=1000000", "after=%ED%A0%80",
]  # fmt: skip
WEIRD_PATHS = [
    "/api/v1/branches/%00/snapshot", "/api/v1/branches/cn02%00/snapshot", "/api/v1/branches/%ED%A0%80/snapshot",
    "/api/v1/branches/" + "x" * 4000 + "/snapshot", "/api/v1/branches/đ/snapshot",
    "/api/v1/branches/%F0%9F%98%80/catalogue", "/api/v1/branches//snapshot", "/api/v1/branches/../snapshot",
    "/api/v1/tickets/%00", "/api/v1/tickets/7KQ2MX9DTRW4%00", "/api/v1/tickets/%ED%A0%80", "/api/v1/tickets/" + "0" * 4000,
    "/api/v1/tickets/%FF", "/t/%00", "/t/%ED%A0%80", "/t/" + "x" * 4000, "/T/%00", "/display/%00", "/display/%FF",
    "/static/%00", "/brand/%00", "/brand/" + "x" * 4000, "/static/display/%00", "/%00", "/api/v1/branches/cn02/%2e%2e",
]  # fmt: skip
BAD_UUIDS = ["x", "%00", "0" * 32, "0198", "g" * 36, "01980000-0000-7000-8000-00000000000", "%ED%A0%80", "'--"]


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def post(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Counter 12 of a node on each engine, open, with somebody waiting."""
    database = request.getfixturevalue("postgres_database") if request.param == "postgresql" else ""
    env = {"MOISO_ALWAYS_OPEN": "1", "MOISO_DATABASE_URL": database}
    node = NodeProcess(tmp_path_factory.mktemp(request.param), env).start()
    try:
        node.furnish()
        desk = Desk(node.script("ana"), node.script("sam"), node.kiosk())
        desk.opened()
        desk.waiting()
        yield desk
    finally:
        node.stop()


@pytest.fixture
def unmoved(post: Desk) -> Iterator[Desk]:
    """The desk, whose branch has no new event afterwards."""
    before = post.seq()
    yield post
    assert post.story(before) == []


def send(caller: Any, method: str, path: str, raw: bytes, kind: str | None = JSON) -> requests.Response:
    headers = {**caller.headers, "Idempotency-Key": str(uuid.uuid4())}
    if kind is not None:
        headers["Content-Type"] = kind
    return requests.request(
        method, caller.node.url + path, data=raw, headers=headers, timeout=30, allow_redirects=False
    )


def doors(post: Desk) -> list[tuple[Any, str, str]]:
    ticket = post.ticket_url(str(uuid.uuid4()))
    return [
        (post.kiosk, "PUT", ticket), (post.officer, "POST", f"{post.url}/open"), (post.officer, "POST", f"{ticket}/finish"),
        (post.officer, "POST", f"{post.url}/call-next"), (post.kiosk, "POST", "/api/v1/session"),
    ]  # fmt: skip


def told(answer: requests.Response) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    return answer.status_code, body["code"]


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_not_json_is_malformed_at_every_door(unmoved, name):
    answers = [send(by, method, path, MALFORMED[name]) for by, method, path in doors(unmoved)]
    assert {told(answer) for answer in answers} == {(400, "malformed")}


@pytest.mark.parametrize("text", NOT_OBJECTS)
def test_what_is_not_an_object_is_invalid_at_every_door(unmoved, text):
    answers = [send(by, method, path, text.encode()) for by, method, path in doors(unmoved)]
    assert {told(answer) for answer in answers} == {(422, "invalid")}


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", None])
def test_what_does_not_call_itself_json_is_not_read(unmoved, kind):
    answers = [send(by, method, path, b'{"service":"ho-tich"}', kind) for by, method, path in doors(unmoved)]
    assert {told(answer) for answer in answers} == {(415, "not_json")}


@pytest.mark.parametrize("size", [65_537, 1_000_000])
def test_a_body_too_large_is_refused_at_every_door(unmoved, size):
    raw = b'{"service":"' + b"a" * size + b'"}'
    answers = [send(by, method, path, raw) for by, method, path in doors(unmoved)]
    assert {told(answer) for answer in answers} == {(413, "too_large")}


def test_a_body_too_large_that_does_not_say_its_size_is_refused(unmoved):
    chunks = (b" " * 10_000 for _ in range(100))
    headers = {**unmoved.kiosk.headers, "Content-Type": JSON}
    url = unmoved.kiosk.node.url + unmoved.ticket_url(str(uuid.uuid4()))
    assert told(requests.put(url, data=chunks, headers=headers, timeout=30)) == (413, "too_large")


def test_an_empty_body_lacks_what_is_needed(unmoved):
    answer = send(unmoved.kiosk, "PUT", unmoved.ticket_url(str(uuid.uuid4())), b"")
    assert told(answer) == (422, "invalid")
    assert answer.json()["errors"] == [{"pointer": "/service", "code": "missing"}]


@pytest.mark.parametrize("value", NUMBERS, ids=repr)
def test_a_count_of_dossiers_is_a_whole_number_from_1_to_999(unmoved, value):
    answer = unmoved.kiosk.take(unmoved.service, dossiers=value)
    assert told(answer) == (422, "invalid")
    assert answer.json()["errors"] == [{"pointer": "/dossiers", "code": "invalid"}]


@pytest.mark.parametrize("value", CODES, ids=ascii)
def test_a_name_is_a_known_code_and_nothing_else(unmoved, value):
    for field in ("service", "procedure", "priority", "language"):
        body = json.dumps({"service": "ho-tich", field: value}).encode()
        answer = send(unmoved.kiosk, "PUT", unmoved.ticket_url(str(uuid.uuid4())), body)
        assert told(answer) == (422, "invalid")
        assert {error["pointer"] for error in answer.json()["errors"]} == {f"/{field}"}


@pytest.mark.parametrize("field", ["service", "procedure", "priority"])
def test_an_unknown_name_in_a_body_is_told_by_its_place(unmoved, field):
    answer = unmoved.kiosk.take(**{"service": "ho-tich", field: "no-such-thing"})
    assert told(answer) == (422, "invalid")
    assert answer.json()["errors"] == [{"pointer": f"/{field}", "code": "unknown"}]


def test_a_procedure_of_another_service_is_unknown(unmoved):
    answer = unmoved.kiosk.take("ho-tich", procedure="di-chuc")
    assert answer.json()["errors"] == [{"pointer": "/procedure", "code": "unknown"}]


def test_a_service_that_is_offered_elsewhere_is_unknown_here(post):
    answer = post.kiosk.node.kiosk("cn01").take("tra-ket-qua", branch="cn01")
    assert answer.json()["errors"] == [{"pointer": "/service", "code": "unknown"}]


@pytest.mark.parametrize("value", [7, "lao-dong", {}, [7], [None], [[]], ["\ud800"], ["x" * 40], ["lao-dong"] * 41, []])
def test_the_services_of_a_counter_are_a_list_of_codes(unmoved, value):
    answer = send(unmoved.officer, "POST", f"{unmoved.url}/open", json.dumps({"services": value}).encode())
    assert told(answer) == (422, "invalid")
    assert answer.json()["errors"][0]["pointer"].startswith("/services")


@pytest.mark.parametrize("reason", ["lunch", "", 7, None, ["break"], "\x00"])
def test_a_pause_has_a_known_reason(unmoved, reason):
    assert told(unmoved.at("pause", {"reason": reason})) == (422, "invalid")


@pytest.mark.parametrize(
    ("key", "pointer"),
    [("colour", "/colour"), ("a/b", "/a~1b"), ("a~b", "/a~0b"), ("", "/"), ("đ", "/đ"), ("\x00", "/\x00")],
)  # fmt: skip
def test_an_unknown_key_is_told_by_its_place(unmoved, key, pointer):
    for by, method, path in doors(unmoved):
        body = {"service": "ho-tich", "username": "a", "password": "b", key: 1}
        errors = send(by, method, path, json.dumps(body).encode()).json()["errors"]
        assert {"pointer": pointer, "code": "unknown"} in errors


@pytest.mark.parametrize("raw", [b'{"service":"\xed\xa0\x80"}', b'{"\\ud800":1}', b'{"\xed\xb2\x80":{}}'])
def test_a_lone_surrogate_is_invalid_wherever_it_stands(unmoved, raw):
    answers = [send(by, method, path, raw) for by, method, path in doors(unmoved)]
    assert {told(answer) for answer in answers} == {(422, "invalid")}


@pytest.mark.parametrize("field", ["username", "password"])
@pytest.mark.parametrize("value", [7, None, True, [], {}, "", "x" * 201, "a\x00b", "\ud800"], ids=ascii)
def test_a_sign_in_is_two_texts(unmoved, field, value):
    body = json.dumps({"username": "ana", "password": "moiso-demo", field: value}).encode()
    answer = send(unmoved.kiosk, "POST", "/api/v1/session", body)
    assert told(answer) == (422, "invalid")
    assert answer.json()["errors"] == [{"pointer": f"/{field}", "code": "invalid"}]


@pytest.mark.parametrize("name", ["ana' OR '1'='1", "ANA", "\u202eana", "🙂" * 50, "ana\n"])
def test_a_strange_name_is_nobody(unmoved, name):
    body = json.dumps({"username": name, "password": "moiso-demo"}).encode()
    assert told(send(unmoved.kiosk, "POST", "/api/v1/session", body)) == (401, "unauthenticated")


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


@pytest.mark.parametrize("path", ["//elsewhere.example/", "/%2F%2Felsewhere.example/", "/\\\\elsewhere.example"])
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
