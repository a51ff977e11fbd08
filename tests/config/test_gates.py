"""Gates and cadence in a source file: what is refused, and with which words."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from config.errors import ConfigError
from config.gates import Bounds, Cadence, Gates
from config.load import bundled, load_source
from config.source import Source


def loaded(folder: Path, **rules: Any) -> Source:
    file = folder / "stadt.yaml"
    file.write_text(yaml.safe_dump({"extends": "sample", "id": "stadt", **rules}))
    return load_source(str(file))


def test_what_is_not_said_forgives_a_few_bad_pages() -> None:
    gates = Gates()
    assert (gates.failed_share, gates.minimum, gates.new) == (0.2, 1, Bounds())
    assert gates.fields.text == 0.8
    assert (gates.archived_share, gates.credited_share, gates.aside_share, gates.maximum) == (None,) * 4


def test_a_cadence_counts_working_days_unless_it_names_others(tmp_path: Path) -> None:
    source = loaded(tmp_path, cadence={"days": 3, "holidays": {"country": "DE", "subdivision": "NW"}})
    assert source.cadence is not None
    assert source.cadence.weekdays == ("monday", "tuesday", "wednesday", "thursday", "friday")
    assert loaded(tmp_path, cadence={"days": 1, "weekdays": ["sunday"]}).cadence == Cadence(
        days=1, weekdays=("sunday",)
    )


def test_one_gate_in_the_file_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    gates = loaded(tmp_path, gates={"fields": {"picture": 0.5}}).gates
    assert (gates.fields.picture, gates.fields.publisher, gates.minimum) == (0.5, 0.8, 1)


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({"gates": {"fields": {"colour": 1}}}, "colour"),
        ({"gates": {"credited_share": 1.5}}, "credited_share"),
        ({"gates": {"new": {"minimum": -1}}}, "minimum"),
        ({"gates": {"window": 0}}, "window"),
        ({"cadence": {"weekdays": ["monday"]}}, "days"),
        ({"cadence": {"days": 1, "weekdays": []}}, "weekdays"),
        ({"cadence": {"days": 1, "weekdays": ["montag"]}}, "montag"),
        ({"cadence": {"days": 1, "holidays": {"country": "XX"}}}, "not a country whose holidays are known"),
        ({"cadence": {"days": 1, "holidays": {"country": "DE", "subdivision": "XX"}}}, "none of DE: BB, BE"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(tmp_path: Path, rules: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, **rules)
    assert words in str(caught.value)
    assert "stadt.yaml:" in str(caught.value)


@pytest.mark.parametrize("name", [name for name in bundled() if name != "sample"])
def test_every_bundled_city_has_a_cadence_that_knows_its_holidays(name: str) -> None:
    cadence = load_source(name).cadence
    assert cadence is not None
    assert cadence.holidays is not None
