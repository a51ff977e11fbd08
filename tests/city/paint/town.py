"""Scenes of the town by day: town hall, tram, school, library, market."""

from tests.city.paint.canvas import Canvas, mix
from tests.city.paint.things import Look, cloud, hills, person, round_tree, skyline, windows


def town_hall(c: Canvas) -> None:
    """The town hall with its clock tower on a summer day."""
    c.gradient(("#5aa7d6", "#a8d5ea", "#e9f3ee"), (0, 0, 1200, 620))
    cloud(c, (250, 150), 120)
    cloud(c, (960, 110), 90, 0.7)
    skyline(c, 610, (60, 150), "#b9cfd6")
    c.gradient(("#d9cdb6", "#b9a98d"), (0, 600, 1200, 800))
    for step in range(9):
        c.line([(600 + (step - 4) * 90, 600), (600 + (step - 4) * 330, 800)], "#a3937a", 2, 0.6)
    for y in (630, 670, 728):
        c.line([(0, y), (1200, y)], "#a3937a", 2, 0.5)
    c.shaded([(230, 340), (970, 340), (970, 610), (230, 610)], ("#e9c9a0", "#d7ac7e"))
    c.polygon([(205, 342), (270, 250), (930, 250), (995, 342)], "#7d4a3c")
    c.polygon([(205, 342), (270, 250), (300, 250), (240, 342)], "#92594a")
    for left in range(330, 900, 110):
        if not 500 < left < 690:
            c.polygon([(left, 300), (left + 25, 268), (left + 50, 300)], "#e9c9a0")
            c.rect((left + 13, 284, left + 37, 312), "#48697c")
    c.shaded([(530, 120), (670, 120), (670, 610), (530, 610)], ("#f0d5b0", "#ddb488"))
    c.polygon([(515, 124), (600, 46), (685, 124)], "#5f8a76")
    c.line([(600, 48), (600, 10)], "#39594c", 5)
    c.polygon([(602, 12), (654, 21), (602, 32)], "#d8503f")
    c.disc((600, 190), 42, "#fbf4e3")
    c.disc((600, 190), 36, "#ffffff")
    c.line([(600, 190), (600, 162)], "#2b3a44", 5)
    c.line([(600, 190), (622, 198)], "#2b3a44", 5)
    windows(c, (540, 252, 660, 392), 2, 2, ("#48697c", "#567a8e"), 0.5)
    for box in ((250, 356, 520, 592), (680, 356, 950, 592)):
        windows(c, box, 5, 3, ("#48697c", "#567a8e", "#6d93a5", "#ffe3a6"), 0.42)
    c.rect((566, 470, 634, 612), "#5b3c2f", 1, 30)
    c.rect((566, 520, 634, 612), "#5b3c2f")
    c.line([(600, 476), (600, 610)], "#3f2920", 3)
    c.rect((540, 604, 660, 616), "#cbb999")
    c.rect((522, 614, 678, 628), "#bba988")
    for x, height in ((110, 210), (170, 170), (1030, 190), (1100, 220)):
        round_tree(c, (x, 640), height, "#4f8f5b")
    for x, y, coat in ((430, 690, "#c65f4b"), (468, 694, "#3f6f8c"), (790, 672, "#e0a13c"), (300, 740, "#5f8a76")):
        person(c, (x, y), 70 + (y - 670) * 0.4, Look(coat, "#3b2c25", "#e2b394"))


def tram(c: Canvas) -> None:
    """A yellow tram at its stop."""
    c.gradient(("#8fc9e2", "#d8ecec", "#f6efdf"), (0, 0, 1200, 560))
    cloud(c, (880, 110), 100)
    cloud(c, (300, 80), 70, 0.7)
    for left, right, top, colour in (
        (0, 190, 210, "#e3b18a"), (190, 380, 160, "#cfd9c4"), (380, 600, 230, "#e8d3a6"), (600, 800, 180, "#d49a83"),
        (800, 1010, 220, "#bcd0d6"), (1010, 1200, 150, "#e6c39b"),
    ):  # fmt: skip
        c.rect((left, top, right, 560), colour)
        c.polygon([(left - 6, top), (left + 24, top - 54), (right - 24, top - 54), (right + 6, top)], "#8f5b4b")
        windows(c, (left + 12, top + 16, right - 12, 440), 4, 4, ("#5c7f92", "#6d93a5", "#86a9b7"), 0.5)
        c.rect((left + 14, 470, right - 14, 556), mix(colour, "#33454f", 0.55))
    c.gradient(("#9aa3a3", "#7f898b"), (0, 556, 1200, 800))
    c.rect((0, 552, 1200, 572), "#c9c6ba")
    c.line([(0, 118), (1200, 118)], "#3a474d", 3)
    for x in (70, 620, 1170):
        c.line([(x, 100), (x, 570)], "#4c5a60", 8)
        c.line([(x, 128), (x + 60, 118)], "#4c5a60", 4)
    c.rect((120, 668, 1120, 700), "#2f3a40", 0.28, 14)
    for left, right in ((130, 600), (620, 1100)):
        c.rect((left, 300, right, 660), "#f2c230", 1, 34)
        c.rect((left, 500, right, 640), "#e5a91d", 1, 10)
        c.rect((left + 4, 590, right - 4, 660), "#3f4b52", 1, 14)
        c.rect((left + 22, 340, right - 22, 486), "#22343e", 1, 18)
        for x in range(left + 40, right - 90, 104):
            c.rect((x, 352, x + 88, 474), "#9cc7d8", 1, 10)
            c.polygon([(x + 10, 474), (x + 50, 352), (x + 74, 352), (x + 34, 474)], "#c6e2ea", 0.6)
        for x in (left + 70, right - 150):
            for dx in (0, 62):
                c.disc((x + dx, 660), 26, "#20292e")
                c.disc((x + dx, 660), 12, "#8b979c")
        middle = (left + right) / 2
        c.rect((middle - 44, 352, middle + 44, 624), "#f6d563", 1, 8)
        c.rect((middle - 36, 364, middle - 3, 612), "#9cc7d8", 1, 6)
        c.rect((middle + 3, 364, middle + 36, 612), "#9cc7d8", 1, 6)
    c.rect((596, 330, 624, 640), "#4a565c")
    c.rect((930, 308, 1076, 336), "#1a2429", 1, 6)
    c.text((1003, 322), "107 Stadtpark", 19, "#ffb53d")
    c.line([(360, 300), (330, 210), (372, 120)], "#3a474d", 6)
    c.disc((1078, 560), 15, "#fff6d8")
    for y in (690, 752):
        c.line([(0, y), (1200, y)], "#596468", 9)
        c.line([(0, y - 3), (1200, y - 3)], "#c8d0d2", 3)
    person(c, (1150, 690), 150, Look("#c65f4b", "#2f2420", "#c98f6c"))
    person(c, (64, 700), 160, Look("#3f6f8c", "#6b4a2f", "#e2b394"))


def school(c: Canvas) -> None:
    """A primary school with coloured panels and a playground."""
    c.gradient(("#6fb6dd", "#c3e2ee", "#f3f3e4"), (0, 0, 1200, 560))
    cloud(c, (980, 120), 110)
    c.disc((170, 130), 52, "#ffe08a")
    c.glow((170, 130), 240, "#ffe9a8", 0.5)
    hills(c, 500, 22, "#8fbd8c", 2.1)
    c.gradient(("#d8c79f", "#c0ab7d"), (0, 590, 1200, 800))
    c.polygon([(0, 600), (420, 590), (300, 800), (0, 800)], "#8fbd6c")
    c.shaded([(210, 300), (1050, 300), (1050, 600), (210, 600)], ("#fbf6ea", "#e6dcc7"))
    c.rect((190, 280, 1070, 306), "#4a6675")
    colours = ("#e9724c", "#f2b134", "#5aa469", "#3f88a8")
    for column in range(8):
        for row in range(2):
            x, y = 234 + column * 101, 330 + row * 134
            if column == 4 and row == 1:
                continue
            c.rect((x, y, x + 64, y + 96), "#37596a")
            c.polygon([(x, y + 96), (x + 40, y), (x + 64, y), (x + 24, y + 96)], "#8fb9c8", 0.55)
            c.rect((x + 66, y, x + 82, y + 96), colours[(column + row) % 4])
    c.rect((618, 452, 742, 602), "#e9724c", 1, 6)
    c.rect((632, 470, 676, 602), "#37596a")
    c.rect((684, 470, 728, 602), "#37596a")
    c.rect((590, 436, 770, 456), "#4a6675", 1, 4)
    c.line([(80, 690), (190, 520), (300, 690)], "#c1483b", 12)
    c.line([(190, 520), (360, 520), (250, 690)], "#c1483b", 12)
    c.line([(360, 520), (470, 690)], "#c1483b", 12)
    for x in (250, 300):
        c.line([(x, 522), (x - 10, 640)], "#4a5a60", 3)
    c.rect((226, 638, 306, 648), "#3f6f8c", 1, 3)
    for x, coat in ((560, "#f2b134"), (640, "#3f88a8"), (820, "#5aa469"), (890, "#e9724c"), (1000, "#8b6fa8")):
        person(c, (x, 700 + x % 70), 96, Look(coat, ("#2f2420", "#7a5230", "#c9a04a")[x % 3], "#deb08c", x % 20 == 0))
    round_tree(c, (1130, 640), 250, "#4f8f5b")
    round_tree(c, (90, 600), 190, "#5d9c57")


def library(c: Canvas) -> None:
    """Shelves full of books, a reading lamp, an armchair."""
    c.gradient(("#f0e2c8", "#e2cda7"), (0, 0, 1200, 640))
    palette = ("#b5483a", "#2f5d73", "#d9a441", "#4f7f5f", "#7a5c86", "#e8dcc3", "#38464f", "#c97b4a", "#8fb0b3")
    for left in (40, 430, 820):
        c.rect((left, 60, left + 340, 640), "#7b5538", 1, 6)
        c.rect((left + 14, 74, left + 326, 630), "#523621")
        for shelf in range(4):
            floor, x = 204.0 + shelf * 140, left + 18.0
            while x < left + 300:
                wide, high = c.random.uniform(14, 30), c.random.uniform(82, 118)
                if c.random.random() < 0.08:
                    x += 26
                    continue
                colour = c.random.choice(palette)
                c.rect((x, floor - high, x + wide, floor), colour, 1, 2)
                c.rect((x, floor - high + 14, x + wide, floor - high + 20), mix(colour, "#fff3d6", 0.5))
                c.rect((x, floor - high, x + 3, floor), mix(colour, "#1c1410", 0.3))
                x += wide + 1
            c.rect((left + 14, floor, left + 326, floor + 12), "#8d6543")
    c.gradient(("#a97b50", "#85603d"), (0, 640, 1200, 800))
    for y in (668, 706, 756):
        c.line([(0, y), (1200, y)], "#75522f", 2, 0.7)
    c.disc((600, 742), 330, "#2f5d73", 0.9, 0.16)
    c.disc((600, 742), 290, "#3f7389", 0.9, 0.15)
    c.rect((470, 510, 690, 690), "#c1543f", 1, 44)
    c.rect((440, 590, 500, 730), "#a94635", 1, 26)
    c.rect((660, 590, 720, 730), "#a94635", 1, 26)
    c.rect((484, 630, 676, 726), "#d2694f", 1, 18)
    for x in (462, 690):
        c.rect((x, 726, x + 14, 756), "#4a3220")
    c.line([(810, 746), (810, 400)], "#3b3b3b", 6)
    c.disc((810, 748), 46, "#3b3b3b", 1, 0.22)
    c.polygon([(760, 420), (780, 340), (840, 340), (860, 420)], "#f7d98d")
    c.glow((810, 440), 420, "#ffd27a", 0.5)


def market(c: Canvas) -> None:
    """Stalls with striped awnings and heaps of fruit."""
    c.gradient(("#86c0df", "#d6eaea", "#f7efdc"), (0, 0, 1200, 520))
    cloud(c, (220, 100), 90)
    skyline(c, 520, (140, 300), "#d9c3a6", ("#8aa4ad", "#7d98a3", "#9db5bb"))
    c.polygon([(560, 200), (600, 40), (640, 200)], "#5f8a76")
    c.rect((566, 196, 634, 520), "#cfae86")
    c.disc((600, 250), 22, "#fbf4e3")
    c.gradient(("#cdbfa4", "#a9987a"), (0, 515, 1200, 800))
    fruit = (("#d8503f", "#e58a3a"), ("#7fae4b", "#c8c24a"), ("#8b4f86", "#d46a8b"))
    stalls = zip((40, 430, 820), ("#c9453a", "#2f7f6d", "#2f6f9c"), fruit, strict=True)
    for left, stripe, goods in stalls:
        for x in (left + 16, left + 318):
            c.rect((x, 330, x + 10, 720), "#6a4c33")
        for number in range(8):
            x = left + number * 43
            c.polygon([(x + 18, 300), (x + 50, 300), (x + 43, 392), (x, 392)], stripe if number % 2 else "#fbf3e2")
            c.disc((x + 21, 392), 21.5, stripe if number % 2 else "#fbf3e2")
        person(c, (left + 170, 640), 210, Look(mix(stripe, "#f6f1e7", 0.5), "#4a3424", "#deb08c", left == 430))
        for number in range(44):
            across, up = left + 22 + (number % 15) * 21.5, 602 - (number // 15) * 15 - number % 2 * 3
            c.disc((across, up), 12, goods[(number * 7 // 15) % 2])
            c.disc((across - 4, up - 4), 4, "#fff3d6", 0.55)
        c.polygon([(left, 616), (left + 344, 616), (left + 330, 740), (left + 14, 740)], "#8a6242")
        c.rect((left - 4, 608, left + 348, 628), "#b98a5c", 1, 4)
    person(c, (398, 776), 220, Look("#3f6f8c", "#2f2420", "#c98f6c"))
    person(c, (796, 770), 210, Look("#d9a441", "#7a5230", "#e2b394", long_hair=True))
