"""How the sources fare, as a page."""

from tasks.site.rendering import Site, render, wording
from tasks.types.health import Gate, Status


def status_page(status: Status, site: Site) -> str:
    """`status.html`: each source's last runs, what they were measured by, and what wants somebody's eye."""
    trail = ((wording(site).say("health"), None),)
    return render(
        "status.html.j2",
        site,
        path="status.html",
        up="",
        trail=trail,
        status=status,
        measured=lambda gate: _measured(gate, site),
        limit=lambda gate: _limit(gate, site),
    )


def _measured(gate: Gate, site: Site) -> str:
    words = wording(site)
    if gate.of is None:
        return words.number(gate.count)
    share = _percent(gate.measured, site) if gate.measured is not None else "–"
    return words.say("share_of", share=share, count=words.number(gate.count), of=words.number(gate.of))


def _limit(gate: Gate, site: Site) -> str:
    limit = wording(site).number(round(gate.limit)) if gate.of is None else _percent(gate.limit, site)
    return wording(site).say("at_least" if gate.bound == "minimum" else "at_most", limit=limit)


def _percent(share: float, site: Site) -> str:
    gap = "\N{NO-BREAK SPACE}" if site.language == "de" else ""
    return f"{round(share * 100)}{gap}%"
