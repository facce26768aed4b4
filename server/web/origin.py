"""From where a request comes, as far as tries are counted by it."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from flask import request


def address() -> str:
    """Of IPv6 the network: whoever has one address there has them all."""
    try:
        found = ip_address(request.remote_addr or "")
    except ValueError:  # a socket without an address
        return ""
    return str(found if found.version == 4 else ip_network((int(found) >> 64 << 64, 64)))
