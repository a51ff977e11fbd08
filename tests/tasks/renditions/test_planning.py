"""Sizes and names: arithmetic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.renditions import RECIPE, Rendition, Sheet, Size, place_renditions
from tasks.renditions.planning import plan_sizes

DIGEST = "ab" + "0" * 62


def widths(width: int, height: int = 1000, weight: int = 300_000, *, shown: bool = True) -> list[int]:
    return [each.width for each in plan_sizes(Size(width=width, height=height), weight, shown=shown)]


@pytest.mark.parametrize(
    ("width", "planned"),
    [
        (300, [300]),
        (480, [480]),
        (500, [500]),
        (600, [480, 600]),
        (1100, [480, 1100]),
        (1200, [480, 960, 1200]),
        (1600, [480, 960, 1600]),
        (6000, [480, 960, 1600]),
    ],
)
def test_steps_are_left_out_that_save_little(width: int, planned: list[int]) -> None:
    assert widths(width) == planned


def test_what_is_light_is_left_alone_where_every_browser_shows_it() -> None:
    assert widths(1600, weight=50_000) == []
    assert widths(1600, weight=50_001) != []
    assert widths(1601, weight=50_000) != []
    assert widths(800, weight=50_000, shown=False) == [480, 800]


def test_heights_keep_the_shape_and_fit_the_format() -> None:
    assert plan_sizes(Size(width=3000, height=2000), 900_000, shown=True)[-1] == Size(width=1600, height=1067)
    assert plan_sizes(Size(width=3000, height=1), 900_000, shown=True)[0] == Size(width=480, height=1)
    assert widths(1600, 30_000) == [480]


@given(st.integers(1, 20_000), st.integers(1, 20_000), st.integers(1, 10_000_000), st.booleans())
def test_no_rendition_is_larger_than_its_original(width: int, height: int, weight: int, shown: bool) -> None:
    sizes = plan_sizes(Size(width=width, height=height), weight, shown=shown)
    assert list(sizes) == sorted(set(sizes), key=lambda each: each.width)
    for each in sizes:
        assert each.width <= width
        assert each.height <= max(1, height)
        assert abs(each.height - height * each.width / width) <= 0.5 or each.height == 1


def test_a_name_tells_original_width_and_words() -> None:
    sizes = (Size(width=480, height=320), Size(width=960, height=640))
    sheet = Sheet(sha256=DIGEST, recipe=RECIPE, size=sizes[-1], sizes=sizes, original=False)
    one, other = place_renditions(sheet, b"ein Wort"), place_renditions(sheet, b"ein anderes")
    words = one[0].path.removesuffix(".webp").rpartition("-")[2]
    assert one[0] == Rendition(480, 320, f"images/ab/{DIGEST}-480-{RECIPE}-{words}.webp")
    assert one[1].address == f"../../../images/ab/{DIGEST}-960-{RECIPE}-{words}.webp"
    assert not {each.path for each in one} & {each.path for each in other}
    assert one[0].kin == f"images/ab/{DIGEST}-480-{RECIPE}-"
    assert [each.kin for each in one] == [each.kin for each in other]
    later = sheet.model_copy(update={"recipe": RECIPE + 1})
    assert not {each.path for each in one} & {each.path for each in place_renditions(later, b"ein Wort")}
    assert one == place_renditions(Sheet.model_validate_json(sheet.encode()), b"ein Wort")
