"""Whether the node lives, is ready, and how it fares: for watchdogs, balancers and Prometheus."""

from __future__ import annotations

import time
from functools import cache

from flask import Blueprint, Response, g, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from server.ledger.models import book
from server.web.api.sending import as_response
from server.web.node import node

blueprint = Blueprint("health", __name__)

REGISTRY = CollectorRegistry()
REQUESTS = Counter("moiso_requests", "Requests answered", ["endpoint", "status"], registry=REGISTRY)
SECONDS = Histogram(
    "moiso_request_seconds", "Seconds from request to answer", ["endpoint"], registry=REGISTRY,
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2.0),
)  # fmt: skip
SEQ = Gauge("moiso_log_seq", "Last event of each log", ["log"], registry=REGISTRY)


@blueprint.get("/healthz")
def healthz() -> Response:
    """The process answers; nothing is asked of the database."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
def readyz() -> Response:
    """503 while the database does not answer."""
    try:
        with node().ledger.read() as connection:
            connection.execute(select(book.c.seq).limit(1)).all()
    except SQLAlchemyError:
        return as_response({"ready": False, "database": "away"}, 503)
    return as_response({"ready": True, "database": "here"})


@blueprint.get("/metrics")
def metrics() -> Response:
    with node().ledger.read() as connection:
        for row in connection.execute(select(book.c.code, book.c.seq)):
            SEQ.labels(row.code).set(row.seq)
    return Response(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


def clock_in() -> None:
    g.asked_at = time.perf_counter()


def count(response: Response) -> Response:
    endpoint = request.endpoint or "unknown"
    _answered(endpoint, response.status_code).inc()
    if "asked_at" in g:
        _took(endpoint).observe(time.perf_counter() - g.asked_at)
    return response


@cache
def _answered(endpoint: str, status: int) -> Counter:
    return REQUESTS.labels(endpoint, status)


@cache
def _took(endpoint: str) -> Histogram:
    return SECONDS.labels(endpoint)
