"""The doors of the voice: what a hall's walls say and its kiosks read aloud, and the clips they do it with."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, abort, request, send_file
from flask.json import dumps

from display.voice.hall import Hall, VoiceView, voice_view
from display.voice.kiosk import Guide, GuideView, guide_view
from display.voice.library import Library

FOR_EVER_S = 365 * 86_400
TYPES = {".ogg": "audio/ogg", ".wav": "audio/wav"}


def doors(library: Library, hall: Callable[[str], Hall], guide: Callable[[str], Guide]) -> Blueprint:
    """`hall` and `guide` answer for the code of a branch, which the node has looked up before a door opens."""
    blueprint = Blueprint("voice", __name__, url_prefix="/voice")

    @blueprint.get("/<branch>")
    def branch(branch: str) -> Response:
        """404 where nothing can be said: a wall goes on without a voice, and asks again."""
        return _told(voice_view(hall(branch), library))

    @blueprint.get("/kiosk/<branch>")
    def kiosk(branch: str) -> Response:
        """404 where nothing can be read aloud: a kiosk offers it nowhere then."""
        return _told(guide_view(guide(branch), library))

    @blueprint.get("/clips/<name>")
    def clip(name: str) -> Response:
        """For ever under the address that the hall's answer gives, which changes with the sound."""
        sound = library.find(name)
        if sound is None:
            abort(404)
        response = send_file(sound.path.resolve(), TYPES[sound.path.suffix], etag=sound.sha)
        lasting = request.args.get("v") == sound.sha
        response.headers["Cache-Control"] = (
            f"public, max-age={FOR_EVER_S}, immutable" if lasting else "no-cache"
        )
        return response

    return blueprint


def _told(view: VoiceView | GuideView) -> Response:
    if not view["languages"]:
        abort(404)
    response = Response(dumps(view), mimetype="application/json")
    response.set_etag(view["version"])
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response
