"""An audit's report as an operator reads it."""

from datetime import UTC, datetime

from flows.reports.audit import to_markdown
from tasks.types.audit import AuditReport, Finding, Notice

AT = datetime(2026, 5, 4, 3, 40, tzinfo=UTC)


def finding(number: int) -> Finding:
    return Finding(
        kind="missing", key=f"captures/{number}", what="is named and does not stand", remedy="nothing | else"
    )


def test_a_sound_archive_is_said_in_two_lines() -> None:
    report = AuditReport(at=AT, deep=True, objects=3, read=3, size=2_500_000, findings=())
    assert to_markdown(report) == (
        "# 3 objects, 3 read: sound\n\n"
        "3 objects, 2.5 MB; every object was read. All of it: `audit/reports/20260504T034000Z.json`.\n"
    )


def test_findings_are_named_and_long_lists_are_cut_with_their_whole_count() -> None:
    report = AuditReport(
        at=AT,
        deep=False,
        objects=900,
        read=30,
        size=1,
        findings=tuple(map(finding, range(201))),
        repaired=(finding(777),),
        refused=(Notice(key="captures/1", what="stays"),),
        notices=(Notice(key="public/x", what="*young*"),),
    )
    said = to_markdown(report)
    assert "# 900 objects, 30 read: 201 missing, 1 repaired" in said
    assert "## Wrong (201)" in said
    assert "- **missing** `captures/0` is named and does not stand. Rebuilt from: nothing \\| else." in said
    assert "… and 1 more" in said
    assert "## Repaired (1)\n\n- **missing** `captures/777`" in said
    assert "## Why a repair could not be done (1)\n\n- `captures/1` stays" in said
    assert "- `public/x` \\*young\\*" in said
