"""The doors of a wall's pictures and films: the list, and each file as a browser asks for it, in parts too."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, abort, request, send_file
from flask.json import dumps
from typing_extensions import TypedDict

from display.media.shelf import Piece, Shelf

FOR_EVER_S = 365 * 86_400


class PieceView(TypedDict):
    """`kind` is image or video; `url` may be kept for ever."""

    kind: str
    url: str


class MediaView(TypedDict):
    files: list[PieceView]


def doors(shelf: Callable[[str, str], Shelf | None]) -> Blueprint:
    """`shelf` answers for a branch and the code of a display, None for one that shows no media; it refuses unknown
    ones."""
    blueprint = Blueprint("media", __name__, url_prefix="/display/<branch>/media")

    @blueprint.get("")
    def listed(branch: str) -> Response:
        """What this display shows between calls, in its order; ETag. A running wall asks each minute."""
        code = request.args.get("display", "")
        found = shelf(branch, code)
        pieces = found.pieces() if found else []
        view: MediaView = {"files": [_view(one, branch, code) for one in pieces]}
        text = dumps(view)
        response = Response(text, mimetype="application/json")
        response.set_etag(hashlib.sha256(text.encode()).hexdigest()[:16])
        response.headers["Cache-Control"] = "no-cache"
        response.make_conditional(request)
        return response

    @blueprint.get("/<name>")
    def file(branch: str, name: str) -> Response:
        """One of those files; ETag, and a range of it where a browser wants no more."""
        on = shelf(branch, request.args.get("display", ""))
        found = on.find(name) if on else None
        if found is None:
            abort(404)
        response = send_file(found.path.resolve(), found.kind.mimetype, etag=found.stamp)
        lasting = request.args.get("v") == found.stamp
        kept = f"public, max-age={FOR_EVER_S}, immutable" if lasting else "no-cache"
        response.headers["Cache-Control"] = kept
        return response

    return blueprint


def _view(piece: Piece, branch: str, code: str) -> PieceView:
    asked = urlencode({"display": code, "v": piece.stamp})
    return {
        "kind": piece.kind.name,
        "url": f"/display/{quote(branch)}/media/{quote(piece.path.name, safe='')}?{asked}",
    }
