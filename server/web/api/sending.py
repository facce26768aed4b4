"""Sends what a door answers: stored answers, fresh JSON, and pictures with their ETag."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Response, request

from server.commands.answering import as_json
from server.ledger.answers import Answer
from server.web.pictures import Picture


def answered(given: Answer, status: int | None = None) -> Response:
    """Byte for byte what was stored; `Idempotent-Replay` tells a repeat."""
    response = Response(given.body, status=status or given.status, content_type=given.media_type)
    if given.replayed:
        response.headers["Idempotent-Replay"] = "true"
    return response


def as_response(value: Any, status: int = 200) -> Response:
    return Response(as_json(value), status=status, mimetype="application/json")


def drawn(picture: Picture) -> Response:
    return _with_etag(picture.body, picture.etag)


def with_etag(value: Any, apart_from: str | None = None) -> Response:
    """An ETag of the body; `apart_from` names a field (the time of drawing) that is no news by itself."""
    news = {key: part for key, part in value.items() if key != apart_from}
    return _with_etag(as_json(value), hashlib.sha256(as_json(news)).hexdigest()[:32])


def _with_etag(body: bytes, etag: str) -> Response:
    response = Response(body, mimetype="application/json")
    response.set_etag(etag)
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response
