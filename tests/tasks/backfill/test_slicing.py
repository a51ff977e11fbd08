"""From finds to slices, and what is only elsewhere."""

from datetime import date

from tasks.backfill.elsewhere import to_cdxj
from tasks.backfill.slicing import slice_up, targets_of, was_captured_before
from tasks.types.backfill import Sighting, Target
from tasks.types.web import Find


def target(id_: str, *times: str, day: date | None = None) -> Target:
    sightings = [Sighting(url=f"http://a.example/{id_}", timestamp=time, index="index") for time in times]
    (made,) = targets_of([Find(id_, f"https://a.example/{id_}", date=day)], {id_: sightings})
    return made


def test_a_slice_is_of_one_month_newest_first_and_not_too_large() -> None:
    targets = [
        target("1", "20190304080000"),
        target("2", "20200101000000", "20190331235959"),
        target("3", day=date(2021, 5, 6)),
        target("4"),
        target("5", "2019"),
        target("6", "20190302000000"),
    ]
    slices = {name: [one.id for one in part] for name, part in slice_up(targets, 2).items()}
    assert slices == {"2021-05": ["3"], "2019-03": ["1", "2"], "2019-03-2": ["6"], "undated": ["4", "5"]}
    assert list(slices) == ["2021-05", "2019-03", "2019-03-2", "undated"]


def test_what_was_captured_before_a_day_was_published_before_it() -> None:
    since = date(2020, 1, 1)
    assert was_captured_before(target("1", "20191231235959"), since)
    assert not was_captured_before(target("1", "20200101000000"), since)
    assert not was_captured_before(target("1", "2019"), since), "no day is told"
    assert not was_captured_before(target("1", "20190101000000", day=date(2020, 5, 4)), since), (
        "the list says otherwise"
    )
    assert not was_captured_before(target("1"), since)
    assert not was_captured_before(target("1", "20190101000000"), None)


def test_captures_are_kept_once_in_order_of_time() -> None:
    found = target("1", "20200101000000", "20190101000000", "20200101000000")
    assert [one.timestamp for one in found.sightings] == ["20190101000000", "20200101000000"]


def test_what_is_elsewhere_is_written_as_indexes_are() -> None:
    one = Sighting(
        url="http://www.a.example:80/7",
        timestamp="20190304080000",
        index="cc",
        filename="w.warc.gz",
        offset=3,
        length=9,
    )
    other = Sighting(url="http://a.example/7", timestamp="20180101000000", index="ia")
    text = to_cdxj([Target(id="7", url="https://a.example/7", sightings=(one, other))])
    assert text.splitlines() == [
        'example,a)/7 20180101000000 {"url": "http://a.example/7", "index": "ia"}',
        'example,a)/7 20190304080000 {"url": "http://www.a.example:80/7", "length": "9", "offset": "3", '
        '"filename": "w.warc.gz", "index": "cc"}',
    ]
