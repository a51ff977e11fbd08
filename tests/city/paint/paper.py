"""Pictures that are no photographs: a rendering, a site plan, a poster, the city's mark, a sign."""

from math import sin

from tests.city.paint.canvas import Canvas, mix
from tests.city.paint.things import Look, cloud, person, poplar, round_tree


def rendering(c: Canvas) -> None:
    """An architect's picture of a new school, bright and empty."""
    c.gradient(("#cfe6f2", "#eff6f6", "#ffffff"), (0, 0, 1200, 560))
    cloud(c, (900, 130), 120, 0.9)
    for x in (60, 200, 1050, 1150):
        round_tree(c, (x, 560), 260, "#b7d3b0", "#b8a898")
    c.gradient(("#dfe3dc", "#c7cec4"), (0, 560, 1200, 800))
    c.polygon([(180, 300), (760, 220), (760, 600), (180, 580)], "#f4f1ea")
    c.polygon([(760, 220), (1040, 310), (1040, 575), (760, 600)], "#d9d4c8")
    for row in range(3):
        for column in range(9):
            x0, x1 = 206 + column * 61, 206 + column * 61 + 46
            top0, top1 = _slope(x0, row), _slope(x1, row)
            c.polygon([(x0, top0), (x1, top1), (x1, top1 + 78), (x0, top0 + 80)], "#7fa9bd")
            c.polygon([(x0, top0 + 80), (x0 + 30, top0), (x1, top1), (x1 - 30, top1 + 78)], "#b9d6e0", 0.6)
        for column in range(4):
            x = 784 + column * 64
            drop = 254 + (x - 760) * 0.25 + row * 104
            c.polygon([(x, drop), (x + 40, drop + 10), (x + 40, drop + 82), (x, drop + 78)], "#8aa9b3")
    c.polygon([(170, 296), (760, 212), (1050, 304), (1050, 316), (760, 226), (170, 308)], "#8c7a5c")
    for number in range(22):
        x = 190 + number * 26
        c.line([(x, 306 - (x - 180) * 0.138), (x, 582)], "#c4a574", 3, 0.55)
    c.polygon([(0, 700), (520, 606), (640, 610), (300, 800), (0, 800)], "#b9d6a2")
    for x, y, high in ((420, 690, 120), (470, 700, 90), (820, 680, 120), (880, 684, 124), (960, 720, 90)):
        person(c, (x, y), high, Look("#9aa9b0", "#7c8a90", "#cfd6d8"))
    round_tree(c, (250, 720), 280, "#9cc48f", "#a39382")
    poplar(c, (1110, 700), 330, "#a9c9a0")


def _slope(x: float, row: int) -> float:
    return 326 - (x - 180) * 0.12 + row * (88 - (x - 180) * -0.03)


_NEIGHBOURS = (
    (950, 80, 150, 110),
    (990, 260, 130, 150),
    (940, 470, 190, 80),
    (80, 680, 200, 80),
    (380, 650, 160, 90),
    (640, 680, 220, 80),
)


def site_plan(c: Canvas) -> None:
    """The plan of a building site."""
    c.gradient(("#f7f4ea", "#f7f4ea"))
    for x in range(0, 1200, 40):
        c.line([(x, 0), (x, 800)], "#e4dfcf", 1)
    for y in range(0, 800, 40):
        c.line([(0, y), (1200, y)], "#e4dfcf", 1)
    c.polygon([(0, 560), (520, 500), (1200, 620), (1200, 690), (520, 570), (0, 630)], "#d3d0c6")
    c.polygon([(840, 0), (910, 0), (800, 560), (730, 548)], "#d3d0c6")
    c.text((250, 567), "Wengeweg", 26, "#6b6a63")
    c.text((880, 250), "Pfad", 22, "#6b6a63")
    c.polygon([(120, 110), (690, 70), (690, 440), (150, 500)], "#dcebc9")
    c.polygon([(180, 150), (480, 130), (486, 240), (330, 250), (336, 390), (200, 402)], "#e08a5b")
    c.polygon([(520, 160), (640, 152), (648, 330), (528, 338)], "#e08a5b")
    c.text((320, 195), "Haus A", 30, "#ffffff")
    c.text((584, 245), "Haus B", 30, "#ffffff")
    c.rect((380, 290, 500, 400), "#9fc7d8", 1, 10)
    c.text((440, 345), "Hof", 26, "#2f5d73")
    for x in range(150, 690, 60):
        c.disc((x, 462 - (x - 150) * 0.07), 17, "#7fb36b")
    for x, y, wide, high in _NEIGHBOURS:
        c.rect((x, y, x + wide, y + high), "#c2bdb0", 1, 2)
    c.polygon([(1110, 700), (1130, 760), (1110, 746), (1090, 760)], "#c1483b")
    c.text((1110, 682), "N", 28, "#c1483b")
    c.line([(900, 750), (1040, 750)], "#33454f", 5)
    c.text((970, 728), "50 m", 22, "#33454f")
    c.rect((120, 20, 560, 62), "#ffffff", 0.9, 4)
    c.text((340, 41), "Lageplan Wohnen am Wengebogen", 24, "#33454f")


def calendar(c: Canvas) -> None:
    """A poster: the sheet of a calendar with twelve fields."""
    c.gradient(("#f3b562", "#e8795a"))
    c.rect((250, 90, 970, 740), "#7a3b2e", 0.25, 18)
    c.rect((230, 70, 950, 720), "#fffaf0", 1, 18)
    c.rect((230, 70, 950, 230), "#0b4f6c", 1, 18)
    c.rect((230, 180, 950, 230), "#0b4f6c")
    c.text((590, 152), "Wir sind dran! 2019", 58, "#ffffff")
    colours = ("#e9724c", "#f2b134", "#5aa469", "#3f88a8")
    for number in range(12):
        x, y = 262 + number % 4 * 170, 258 + number // 4 * 150
        c.rect((x, y, x + 146, y + 126), mix(colours[number % 4], "#ffffff", 0.15 * (number // 4)), 1, 8)
        person(
            c,
            (x + 73, y + 122),
            112,
            Look(
                mix("#35536b", "#d9622b", number / 11),
                ("#3b2c25", "#c9a04a", "#22201e")[number % 3],
                "#deb08c",
                number % 2 == 1,
            ),
        )
    for x in range(290, 930, 64):
        c.rect((x, 44, x + 12, 96), "#33454f", 1, 6)


def logo(c: Canvas) -> None:
    """The city's mark: a bridge over a wave."""
    c.gradient(("#0b4f6c", "#0b4f6c"))
    c.arc((60, 70, 260, 270), 180, 360, "#ffffff", 16)
    c.line([(40, 172), (280, 172)], "#ffffff", 12)
    wave = [(x, 214 + 10 * sin(x / 19)) for x in range(40, 282, 4)]
    c.line(wave, "#f2c230", 12)
    c.text((620, 112), "Stadt Musterstadt", 84, "#ffffff")
    c.text((526, 204), "an der Ruhr", 62, "#cfe8f2")


def hotline(c: Canvas) -> None:
    """The sign of a telephone service."""
    c.gradient(("#fdf6e3", "#f6e7c1"))
    c.rect((60, 60, 740, 340), "#c1483b", 1, 60)
    c.text((400, 176), "88 0", 170, "#ffffff")
    c.text((400, 292), "Rathaus-Telefon", 52, "#fdf0d8")
