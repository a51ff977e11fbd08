"""The log of withdrawals, as a page."""

from urllib.parse import quote

from tasks.site.rendering import Site, render, wording
from tasks.types.edition import WithdrawalRow, Withdrawals


def withdrawals_page(log: Withdrawals, site: Site) -> str:
    """`withdrawals.html`: every withdrawal, the latest first."""
    trail = ((wording(site).say("withdrawals"), None),)
    rows = [(row, _page_of(row)) for row in log.withdrawals]
    return render("withdrawals.html.j2", site, path="withdrawals.html", up="", trail=trail, rows=rows)


def _page_of(row: WithdrawalRow) -> str:
    return quote(f"{row.href.rpartition('/')[0]}/index.html", errors="replace")
