"""Addresses from elsewhere: which of them are releases of the source, and where each is asked for. Pure.

Only an address on a host of the source that matches its release pattern counts. Indexes write addresses as some crawler
once asked for them, with `:80` and over http: they are asked for as the site is today, by its own scheme and port. What
a web archive holds keeps the address that the index gives.
"""

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, urldefrag, urlsplit, urlunsplit

from config.source import Source
from tasks.types.web import Find

_DEFAULT = {"http": 80, "https": 443}


def find_at(address: str, source: Source) -> Find | None:
    """The release at that address; None where it is no release of the source's."""
    try:
        parts = urlsplit(urldefrag(re.sub(r"\s+", "", address)).url)
        port = parts.port
    except ValueError:  # half an IPv6 address, a port out of range
        return None
    if parts.scheme not in _DEFAULT or parts.username is not None or parts.hostname not in source.all_hosts:
        return None
    url = _as_today(parts, source) if port in (None, *_DEFAULT.values()) else urlunsplit(parts)
    identity = source.release.id_of(url)
    return Find(identity, url) if identity else None


def _as_today(parts: SplitResult, source: Source) -> str:
    """At an ordinary port: by the scheme of the source's own address, and its port where it is that very host."""
    base, host = urlsplit(source.base_url), parts.hostname or ""
    netloc = base.netloc if host == base.hostname else f"[{host}]" if ":" in host else host
    return urlunsplit((base.scheme, netloc, parts.path or "/", parts.query, ""))


def read_addresses(text: str) -> tuple[str, ...]:
    """The addresses of a list, one a line; empty lines and lines that begin with # are passed over."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def finds_among(addresses: Iterable[str], source: Source) -> tuple[tuple[Find, ...], tuple[str, ...]]:
    """The releases among these addresses, and the addresses that are none."""
    found = [(address, find_at(address, source)) for address in addresses]
    return tuple(find for _, find in found if find), tuple(address for address, find in found if find is None)
