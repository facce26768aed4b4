"""The wall display's window: one page that follows a branch and shows who is called where."""

from __future__ import annotations

from flask import Blueprint, render_template, request

THEMES = ("dark", "light", "contrast")

blueprint = Blueprint(
    "display",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/display",
)


@blueprint.get("/display/<branch>")
def page(branch: str) -> str:
    """The wall of a branch; `?theme=` one of `THEMES`, else the first: a hall always has a picture."""
    wanted = request.args.get("theme")
    theme = wanted if wanted in THEMES else THEMES[0]
    return render_template("wall.html", branch=branch, theme=theme)
