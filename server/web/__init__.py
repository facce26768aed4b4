"""Doors and windows: HTTP routes, pages, who may do what, and the push."""
