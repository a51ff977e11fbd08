"""Plots are SVG that draws every point within its frame."""

from xml.etree import ElementTree

from tests.bench.plot import plot


def test_every_point_is_drawn_within_the_frame() -> None:
    drawn = ElementTree.fromstring(
        plot("Wachstum & mehr", "MB", {"eins": [(300, 10), (30000, 12)], "zwei": [(300, 0)]})
    )
    dots = [one for one in drawn.iter() if one.tag.endswith("circle")]
    assert len(dots) == 3
    _, _, width, height = map(float, drawn.attrib["viewBox"].split())
    assert all(0 < float(dot.attrib["cx"]) < width and 0 < float(dot.attrib["cy"]) < height for dot in dots)
    assert float(dots[0].attrib["cx"]) < float(dots[1].attrib["cx"])
    assert float(dots[0].attrib["cy"]) > float(dots[1].attrib["cy"])


def test_nothing_measured_and_one_size_alone_are_drawn_too() -> None:
    assert "polyline" in plot("Eins", "s", {"eins": [(300, 0)]})
