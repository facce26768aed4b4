"""How every "no" leaves the node: problem+json with a stable code, for pages and the API alike."""

from __future__ import annotations

import logging
import sqlite3

from flask import Flask, Response, render_template, request
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from server.commands.answering import as_json
from server.contract import Code
from server.ledger.answers import PROBLEM
from server.ledger.change import UnknownLog
from server.ledger.writer_sqlite import TransactionGone, WriterClosed
from server.rules.refusals import Refusal, TooSoon, problem

log = logging.getLogger(__name__)

BY_STATUS = {
    400: Code.MALFORMED, 401: Code.UNAUTHENTICATED, 403: Code.FORBIDDEN, 404: Code.NOT_FOUND,
    405: Code.METHOD_NOT_ALLOWED, 413: Code.TOO_LARGE, 415: Code.NOT_JSON, 416: Code.RANGE,
    429: Code.TOO_MANY,
}  # fmt: skip

TOLD = ("Allow", "Content-Range")
"""Headers by which such a "no" says what would be possible."""

PAGES = frozenset({"not_found", "forbidden"})
"""Noes that have words of their own for a person."""


def refused(refusal: Refusal) -> Response:
    """problem+json, and for a person who opened a page a page."""
    if _wants_page():
        kind = refusal.code.value if refusal.code.value in PAGES else "other"
        return Response(render_template("problem.html", kind=kind), status=refusal.status)
    response = Response(as_json(problem(refusal)), status=refusal.status, mimetype=PROBLEM)
    if isinstance(refusal, TooSoon):
        response.headers["Retry-After"] = str(refusal.retry_after_s)
    return response


def _wants_page() -> bool:
    accepts = request.accept_mimetypes
    return not request.path.startswith("/api/") and accepts.accept_html and not accepts.accept_json


def register(app: Flask) -> None:
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(UnknownLog, lambda _: refused(Refusal(Code.NOT_FOUND, "no such branch")))
    app.register_error_handler(PoolTimeout, _busy)
    app.register_error_handler(DBAPIError, _busy)
    app.register_error_handler(sqlite3.Error, _busy)
    app.register_error_handler(TransactionGone, _busy)
    app.register_error_handler(WriterClosed, _busy)
    app.register_error_handler(Exception, _bug)


def _http(problem_found: HTTPException) -> Response:
    status = problem_found.code or 500
    code = BY_STATUS.get(status, Code.MALFORMED if status < 500 else Code.INTERNAL)
    response = refused(Refusal(code))
    response.headers.extend((name, value) for name, value in problem_found.get_headers() if name in TOLD)
    return response


def _busy(fault: Exception) -> Response:
    """The database is full, gone or slow, or the node ends: nothing was done, the same key may be tried again."""
    log.error("the database did not answer: %s", fault)
    response = refused(Refusal(Code.BUSY, "nothing was changed; try again"))
    response.headers["Retry-After"] = "1"
    return response


def _bug(fault: Exception) -> Response:
    log.exception("a bug", exc_info=fault)
    return refused(Refusal(Code.INTERNAL))
