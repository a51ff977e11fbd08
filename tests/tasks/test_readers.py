"""Names of readers: another one for other rules or other code, the same one for the same."""

from config.load import load_source
from config.source import Source
from tasks.readers import code_digest, reader_id


def test_a_reader_is_named_by_the_rules_it_reads_with() -> None:
    city = load_source("essen")
    pages = city.pages.model_copy(update={"publisher_labels": ("Herausgeberin:",)})
    others: list[Source] = [
        city.model_copy(update={"pages": pages}),
        city.model_copy(update={"time_zone": "Europe/Vienna"}),
        city.model_copy(update={"country": "AT"}),
    ]
    names = {reader_id(source) for source in (city, *others)}
    assert len(names) == 4
    assert reader_id(city) == reader_id(load_source("essen").model_copy(update={"schedule": None}))


def test_code_is_named_by_what_stands_in_it() -> None:
    assert code_digest("tasks.parse") == code_digest("tasks.parse")
    assert len({code_digest("tasks.parse"), code_digest("tasks.credits"), code_digest("tasks.publish.diff")}) == 3
    assert code_digest("tasks.parse", "tasks.publish.diff") != code_digest("tasks.parse")
