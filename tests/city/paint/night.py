"""Scenes of the town at dusk and by night: bridge, crane, pithead, festival of lights."""

from math import cos, pi, sin

from tests.city.paint.canvas import Canvas
from tests.city.paint.things import SHADOW, hills, person, poplar, ripples, skyline, windows

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
