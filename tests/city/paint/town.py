"""Scenes of the town: bridge, town hall, tram, school, library, market, crane, pithead, festival of lights."""

from math import cos, pi, sin

from tests.city.paint.canvas import Canvas, mix
from tests.city.paint.things import SHADOW, Look, cloud, hills, person, poplar, ripples, round_tree, skyline, windows

LIT = ("#ffd98a", "#f2b66d", "#35536b", "#35536b", "#2d475d")


def bridge(c: Canvas) -> None:
    """The river at dusk, an arched bridge, the town behind it."""
    c.gradient(("#27446b", "#7d6f9c", "#e79a86", "#fbd3a0"), (0, 0, 1200, 500))
    c.glow((820, 350), 330, "#ffcf87", 0.75)
    c.disc((820, 350), 46, "#fff0c9")
    hills(c, 430, 16, "#6d6a91", 0.6)
    skyline(c, 500, (40, 130), "#4b5178")
    skyline(c, 506, (20, 80), "#343f61", LIT)
    c.gradient(("#d98d80", "#7a6a94", "#2b4468", "#1d3352"), (0, 500, 1200, 800))
    c.light([((820, 520 + step * 34), 60 - step * 4, "#ffcf87") for step in range(8)], 22, 0.4)
    ripples(c, (0, 512, 1200, 790), "#ffdcae", 90, 0.3)
    ripples(c, (0, 512, 1200, 790), "#16283f", 90, 0.25)
    for left in (-130, 250, 630, 1010):
        c.arc((left, 400, left + 330, 720), 180, 360, "#22304a", 20)
        for step in range(1, 12):
            angle = pi + pi * step / 12
            x = left + 165 + 165 * cos(angle)
            c.line([(x, 430), (x, 560 + 160 * sin(angle))], "#22304a", 4)
        c.rect((left - 32, 430, left - 4, 640), "#2b3a57", 1, 3)
        c.rect((left - 40, 628, left + 4, 646), "#22304a", 1, 4)
    c.rect((0, 416, 1200, 440), "#1c2940")
    c.line([(0, 398), (1200, 398)], "#1c2940", 3)
    for x in range(0, 1200, 24):
        c.line([(x, 398), (x, 418)], "#1c2940", 2)
    for x in range(60, 1200, 190):
        c.line([(x, 350), (x, 416)], "#1c2940", 4)
        c.disc((x, 346), 8, "#fff1c2")
    c.light([((x, 346), 26, "#ffd98a") for x in range(60, 1200, 190)], 14, 0.8)


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
            x, y = left + 22 + (number % 15) * 21.5, 602 - (number // 15) * 15 - number % 2 * 3
            c.disc((x, y), 12, goods[(number * 7 // 15) % 2])
            c.disc((x - 4, y - 4), 4, "#fff3d6", 0.55)
        c.polygon([(left, 616), (left + 344, 616), (left + 330, 740), (left + 14, 740)], "#8a6242")
        c.rect((left - 4, 608, left + 348, 628), "#b98a5c", 1, 4)
    person(c, (398, 776), 220, Look("#3f6f8c", "#2f2420", "#c98f6c"))
    person(c, (796, 770), 210, Look("#d9a441", "#7a5230", "#e2b394", long_hair=True))


def crane(c: Canvas) -> None:
    """A building site with a tower crane before sunrise."""
    c.gradient(("#38517c", "#96809f", "#f2a98a", "#fddca7"))
    c.glow((300, 560), 420, "#ffd59a", 0.7)
    c.disc((300, 560), 60, "#fff0cc")
    skyline(c, 690, (50, 150), "#7a6b8d")
    hills(c, 690, 6, "#4a4560", 1.0)
    c.rect((620, 380, 1000, 700), "#544c66")
    for floor in range(5):
        c.rect((606, 372 + floor * 66, 1014, 384 + floor * 66), "#6e6480")
        for column in range(6):
            c.rect((622 + column * 72, 384 + floor * 66, 634 + column * 72, 440 + floor * 66), "#3d3750")
            if floor > 1 and (column + floor) % 3:
                c.rect((640 + column * 72, 392 + floor * 66, 688 + column * 72, 434 + floor * 66), "#f2b66d", 0.5)
    for column in range(6):
        c.line([(628 + column * 72, 372), (628 + column * 72, 338)], "#3d3750", 4)
    steel = "#2c2a3f"
    for x in (440, 480):
        c.line([(x, 700), (x, 150)], steel, 6)
    for y in range(150, 700, 40):
        c.line([(440, y), (480, y + 40)], steel, 3)
        c.line([(480, y), (440, y + 40)], steel, 3)
    c.line([(200, 170), (1080, 170)], steel, 7)
    c.line([(300, 138), (1050, 138)], steel, 4)
    for x in range(300, 1050, 30):
        c.line([(x, 138), (x + 15, 170), (x + 30, 138)], steel, 3)
    c.line([(210, 168), (460, 60), (1060, 166)], steel, 4)
    c.polygon([(440, 150), (460, 56), (480, 150)], steel)
    c.rect((196, 170, 270, 226), steel, 1, 4)
    c.rect((486, 172, 528, 222), "#d9a441", 1, 5)
    c.rect((494, 180, 522, 202), "#fff0cc", 1, 3)
    c.line([(860, 172), (860, 290)], steel, 3)
    c.rect((812, 290, 908, 306), "#c97b4a", 1, 3)
    c.line([(816, 292), (860, 262), (904, 292)], steel, 2)
    c.rect((0, 694, 1200, 800), "#33304a")
    for x in range(0, 1200, 120):
        c.rect((x + 6, 716, x + 112, 780), "#e9dfcf" if x % 240 else "#d8503f", 0.85, 3)


def pithead(c: Canvas) -> None:
    """The old winding tower under the moon."""
    c.gradient(("#0f1f3d", "#24406b", "#56719a", "#b7b6c0"))
    for _ in range(130):
        c.disc((c.random.uniform(0, 1200), c.random.uniform(0, 430)), c.random.uniform(0.7, 2), "#fdf6dd", 0.8)
    c.glow((890, 190), 260, "#dfe7f2", 0.5)
    c.disc((890, 190), 64, "#f6f1dd")
    for x, y, r in ((870, 172, 12), (908, 206, 16), (896, 160, 7)):
        c.disc((x, y), r, "#e3dcc4")
    hills(c, 600, 30, "#34507a", 1.8)
    hills(c, 650, 22, "#243b60", 3.2)
    steel = "#101a2e"
    c.line([(430, 720), (520, 190)], steel, 16)
    c.line([(600, 720), (560, 190)], steel, 16)
    c.line([(560, 200), (860, 720)], steel, 18)
    c.line([(520, 190), (600, 190)], steel, 18)
    for step in range(1, 8):
        y = 190 + step * 66
        left, right = 520 - 90 * (y - 190) / 530, 560 + 40 * (y - 190) / 530
        c.line([(left, y), (right, y)], steel, 7)
        c.line([(left, y), (right + 5, y + 66)], steel, 5)
    for x in (516, 604):
        c.arc((x - 52, 126, x + 52, 230), 0, 360, steel, 9)
        for angle in range(0, 180, 30):
            dx, dy = 48 * cos(angle * pi / 180), 48 * sin(angle * pi / 180)
            c.line([(x - dx, 178 - dy), (x + dx, 178 + dy)], steel, 3)
    c.line([(640, 160), (980, 600)], steel, 3)
    c.rect((830, 560, 1090, 730), "#16233c")
    c.polygon([(818, 562), (960, 500), (1102, 562)], "#101a2e")
    windows(c, (850, 590, 1070, 690), 5, 1, ("#ffd98a", "#ffcb6b"), 0.35)
    c.light([((x, 640), 34, "#ffcf7d") for x in range(870, 1070, 44)], 20, 0.35)
    c.rect((140, 620, 380, 730), "#16233c")
    windows(c, (156, 640, 366, 700), 6, 1, ("#ffd98a", "#24406b", "#24406b"), 0.5)
    c.rect((290, 430, 330, 624), "#16233c")
    c.rect((0, 716, 1200, 800), "#0c1526")
    for x in (60, 110, 420, 740, 1140):
        poplar(c, (x, 730), 150 + x % 60, "#12233b")


def lights(c: Canvas) -> None:
    """The festival of lights: strings of lamps and lanterns over the river park."""
    c.gradient(("#141b3c", "#33306a", "#6d4a86", "#c9748a"), (0, 0, 1200, 560))
    skyline(c, 560, (60, 170), "#251f4a", ("#ffd98a", "#3b3470", "#3b3470", "#3b3470"))
    c.gradient(("#3b2f66", "#1d1a40", "#131230"), (0, 555, 1200, 800))
    lamps: list[tuple[tuple[float, float], float, str]] = []
    colours = ("#ffd166", "#ff8f66", "#ef6f8b", "#8fd3c8", "#b79cf0")
    for row, (top, sag) in enumerate(((60, 120), (150, 150), (250, 110))):
        line = [(x, top + sag * abs(sin(pi * (x + 130 * row) / 520))) for x in range(-10, 1220, 10)]
        c.line(line, "#0f1230", 3)
        lamps += [((x, y + 12), 9, colours[(number + row) % 5]) for number, (x, y) in enumerate(line[::5])]
    for number in range(26):
        x, y = c.random.uniform(20, 1180), c.random.uniform(590, 770)
        lamps.append(((x, y), 7 + (y - 590) / 22, colours[number % 5]))
    c.light([(at, radius * 3.4, colour) for at, radius, colour in lamps], 24, 0.55)
    for (x, y), radius, colour in lamps:
        if y > 560:
            c.disc((x, y + radius * 0.9), radius * 1.5, "#0d0f2a", 0.5, 0.3)
            c.rect((x - radius, y - radius * 1.3, x + radius, y + radius), colour, 1, radius * 0.5)
        else:
            c.disc((x, y), radius, colour)
        c.disc((x, y), radius * 0.5, "#fff8e0", 0.9)
    for x in (90, 300, 520, 690, 900, 1090):
        person(c, (x, 830), 230 + x % 50, SHADOW)
