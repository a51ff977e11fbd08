"""How a backfill stands and what came of it, in words."""

from datetime import UTC, datetime, timedelta

from flows.reports.backfill import BackfillReport, Progress, elsewhere_markdown, to_markdown
from tasks.types.backfill import Looked, Plan, Sighting, Slice, Target

BEGAN = datetime(2026, 5, 4, 8, tzinfo=UTC)
SIGHTING = Sighting(url="http://a.example/9", timestamp="2019", index="index|x", filename="w.warc.gz", offset=3)
PLAN = Plan(
    source="town",
    name="start_today_0123abcd",
    begun=BEGAN,
    looked=(Looked(place="list", kind="list", pages=3, releases=4, problem="404 <b>"),),
    slices={"2019-03": 4},
)


def progress(done: int, before: int, minutes: float) -> Progress:
    return Progress(done, 400, before, BEGAN, BEGAN + timedelta(minutes=minutes))


def part(*results: str | None) -> Slice:
    targets = [
        Target.model_validate({"id": str(number), "url": f"https://a.example/{number}", "result": result})
        for number, result in enumerate(results)
    ]
    lost = Target(id="9", url="https://a.example/9", result="gone", reason="410 Gone", sightings=(SIGHTING,))
    return Slice(source="town", backfill=PLAN.name, name="2019-03", targets=(*targets, lost))


def test_progress_says_what_is_done_left_how_fast_and_until_when() -> None:
    said = progress(220, 100, 10)
    assert (said.percent, said.left, said.rate) == (55.0, 180, 0.2)
    assert said.text == "220 of 400 releases done; 180 left; 0.20 a second; expected end 2026-05-04 08:25 UTC"


def test_progress_guesses_nothing() -> None:
    assert progress(100, 100, 10).text == "100 of 400 releases done; 300 left; rate not known yet; " + (
        "expected end not known yet"
    )
    assert progress(400, 100, 10).text == "400 of 400 releases done; 0 left"
    assert Progress(0, 0, 0, BEGAN, BEGAN).percent == 100


def test_a_report_counts_every_release_and_says_what_is_left() -> None:
    report = BackfillReport(PLAN, (part("new", "failed", None, "outside"),))
    assert report.summary == (
        "town: backfill from the start to today: 5 releases in 1 slices: 1 failed, 1 gone, 1 new, 1 outside, 1 left, "
        "1 only in web archives; run again to go on with what is left or failed"
    )
    text = to_markdown(report)
    assert "| 2019-03 | 5 | 2 |" in text
    assert "404 \\<b\\>" in text
    assert "- 9 https://a.example/9: gone: 410 Gone" in text


def test_what_is_elsewhere_is_listed_with_its_place() -> None:
    report = BackfillReport(PLAN, (part("new"),))
    text = elsewhere_markdown(report.elsewhere, "backfill/town/x/elsewhere.cdxj")
    assert "| 9 | http://a.example/9 | 2019 | index\\|x | w.warc.gz at 3 |" in text
    assert "`backfill/town/x/elsewhere.cdxj`" in text
