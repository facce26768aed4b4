"""Whatever is sent, the node answers with a stable code and changes nothing."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
import requests

from tests.web.desk import JSON, Desk, send, told

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

NUMBERS: list[Any] = [
    0,
    -1,
    1000,
    10**30,
    -(10**30),
    1.0,
    1.5,
    True,
    False,
    "1",
    "",
    None,
    [],
    {},
    [1],
    {"n": 1},
]
CODES: list[Any] = [
    7, 1.5, True, [], {}, ["ho-tich"], "", " ", "HO-TICH", "ho tich", "a" * 33, "a" * 10_000, "ho-tich\x00", "\x00",
    "\ud800", "ho\udfffti", "hộ-tịch", "../etc", "ho-tich\n", "'; DROP TABLE ticket; --", "%00", "\u202e",
]  # fmt: skip


def doors(post: Desk) -> list[tuple[Any, str, str]]:
    ticket = post.ticket_url(str(uuid.uuid4()))
    return [
        (post.kiosk, "PUT", ticket), (post.officer, "POST", f"{post.url}/open"),
        (post.officer, "POST", f"{ticket}/finish"),
        (post.officer, "POST", f"{post.url}/call-next"), (post.kiosk, "POST", "/api/v1/session"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_not_json_is_malformed_at_every_door(unmoved, name):
    answers = [send(by, method, path, MALFORMED[name]) for by, method, path in doors(unmoved)]
    assert {told(answer) for answer in answers} == {(400, "malformed")}


@pytest.mark.parametrize("text", NOT_OBJECTS)
def test_what_is_not_an_object_is_invalid_at_every_door(unmoved, text):
    answers = [send(by, method, path, text.encode()) for by, method, path in doors(unmoved)]
    assert {told(answer) for answer in answers} == {(422, "invalid")}


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", None]
)
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


@pytest.mark.parametrize(
    "value", [7, "lao-dong", {}, [7], [None], [[]], ["\ud800"], ["x" * 40], ["lao-dong"] * 41, []]
)
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


def test_every_log_is_whole_after_all_that(post):
    done = post.officer.node.cli("verify-log")
    assert (done.returncode, done.stdout.strip()) == (0, "every log is whole")
    assert 'status="5' not in post.officer.get("/metrics").text
    assert "Traceback" not in post.officer.node.log.read_text("utf-8")
