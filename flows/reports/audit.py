"""An audit's report in Markdown for the operator. Pure."""

from collections.abc import Sequence

from flows.reports.markup import plain, size
from tasks.audit.places import report_key
from tasks.types.audit import AuditReport, Finding, Notice

_LISTED = 200
"""How many findings of one sort the report lists; all of them stand in its machine-readable copy."""


def to_markdown(report: AuditReport) -> str:
    """The report as a Prefect artifact shows it."""
    depth = "every object was read" if report.deep else "roots, changes and today's sample were read"
    parts = [
        f"# {plain(report.summary)}",
        f"{report.objects} objects, {size(report.size)}; {depth}. All of it: `{report_key(report.at)}`.",
        _findings("Wrong", report.findings),
        _notices("Why a repair could not be done", report.refused),
        _findings("Repaired", report.repaired),
        _notices("Noticed", report.notices),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _findings(title: str, findings: Sequence[Finding]) -> str:
    return _section(title, [_line(one) for one in findings])


def _notices(title: str, notices: Sequence[Notice]) -> str:
    return _section(title, [f"- `{one.key}` {plain(one.what)}" for one in notices])


def _line(one: Finding) -> str:
    by = f" (named by `{one.named_by}`)" if one.named_by else ""
    return f"- **{one.kind}** `{one.key}` {plain(one.what)}{by}. Rebuilt from: {plain(one.remedy)}."


def _section(title: str, rows: Sequence[str]) -> str:
    if not rows:
        return ""
    left = [f"… and {len(rows) - _LISTED} more"] if len(rows) > _LISTED else []
    return "\n".join([f"## {title} ({len(rows)})", "", *rows[:_LISTED], *left])
