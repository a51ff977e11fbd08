"""Scenes out of doors and of people: park, swimming pool, autumn, cycle path, dwellings, a group."""

from math import sin

from tests.city.paint.canvas import Canvas, mix
from tests.city.paint.things import Look, cloud, flowers, hills, person, poplar, ripples, round_tree, skyline, windows


def park(c: Canvas) -> None:
    """The city park with its pond in the morning."""
    c.gradient(("#7fbfdc", "#cfe8e6", "#fbf1d6"), (0, 0, 1200, 420))
    c.glow((960, 170), 300, "#fff1bf", 0.6)
    cloud(c, (300, 120), 100, 0.8)
    hills(c, 340, 30, "#a9cfae", 0.4)
    hills(c, 390, 24, "#86b98a", 2.2)
    for x in range(30, 1200, 74):
        round_tree(c, (x, 430 + 14 * sin(x)), 110 + x % 50, mix("#5f9f69", "#3f7f5c", (x % 90) / 90))
    c.gradient(("#9ccb74", "#78b25d", "#5f9a4d"), (0, 424, 1200, 800))
    c.disc((520, 560), 430, "#e4d6a8", 1, 0.24)
    c.disc((520, 556), 400, "#4f9fb8", 1, 0.23)
    c.disc((520, 548), 370, "#74bccd", 1, 0.2)
    ripples(c, (240, 490, 800, 620), "#dff3f2", 26, 0.45)
    c.polygon(
        [(700, 800), (860, 640), (1010, 540), (1200, 470), (1200, 500), (1060, 570), (960, 670), (920, 800)], "#ead9b0"
    )
    for x in (420, 560, 610):
        c.disc((x, 566), 18, "#fdfaf0", 1, 0.5)
        c.line([(x + 12, 562), (x + 20, 540)], "#fdfaf0", 6)
        c.disc((x + 21, 538), 6, "#fdfaf0")
        c.polygon([(x + 26, 536), (x + 36, 540), (x + 26, 542)], "#e58a3a")
    round_tree(c, (130, 700), 420, "#3f8553")
    poplar(c, (1110, 560), 300, "#4c8f55")
    poplar(c, (1160, 580), 340, "#42824e")
    flowers(c, (0, 680, 700, 795), 150)
    c.rect((960, 700, 1110, 712), "#8a5a3a", 1, 3)
    c.rect((960, 660, 1110, 672), "#8a5a3a", 1, 3)
    for x in (976, 1088):
        c.rect((x, 656, x + 8, 744), "#4a3a30")


def pool(c: Canvas) -> None:
    """The open-air pool seen from the diving tower."""
    c.gradient(("#a7d77f", "#7fbb62"))
    c.rect((120, 60, 1080, 740), "#efe6d2", 1, 22)
    c.rect((190, 120, 1010, 680), "#2f9fc4", 1, 14)
    c.gradient(("#58c4dd", "#2f9fc4", "#2389b0"), (196, 126, 1004, 674))
    ripples(c, (230, 140, 970, 660), "#c9f0f4", 120, 0.35)
    for lane in range(1, 7):
        y = 126 + lane * 78.3
        for step in range(34):
            c.disc((206 + step * 24, y), 6, "#e9533f" if (step // 2) % 2 else "#fdf8ea")
        c.rect((230, y - 42, 970, y - 36), "#17678c", 0.55)
    swimmers = ((330, 165), (560, 244), (780, 322), (430, 400), (690, 480), (880, 556), (300, 635))
    for number, (x, y) in enumerate(swimmers):
        c.line([(x - 70, y), (x - 22, y)], "#e6fbfb", 9, 0.6)
        c.disc((x, y), 15, ("#e2b394", "#b97f5c", "#deb08c")[number % 3])
        c.disc((x + 9, y), 13, ("#e9533f", "#f2c230", "#ffffff", "#39597a")[number % 4])
        c.line([(x - 4, y - 12), (x + 20, y - 27)], "#deb08c", 7)
    for number, (x, y) in enumerate(((60, 120), (60, 330), (60, 560), (1140, 200), (1140, 430), (1140, 650))):
        c.disc((x + 8, y + 10), 50, "#35552f", 0.25)
        colours = (("#e9724c", "#fdf3e0"), ("#f2b134", "#fdf3e0"), ("#3f88a8", "#fdf3e0"))[number % 3]
        c.disc((x, y), 50, colours[0])
        for part in range(4):
            start = part * 90
            points = [(x + 50 * _cos(a), y + 50 * sin(a * 3.14159 / 180)) for a in range(start, start + 46, 5)]
            c.polygon([(x, y), *points], colours[1])
        c.disc((x, y), 5, "#4a5a60")
    for lane in range(7):
        c.rect((166, 148 + lane * 78.3, 204, 180 + lane * 78.3), "#d9d3c3", 1, 4)
        c.text((178, 164 + lane * 78.3), str(lane + 1), 20, "#39597a")


def _cos(degrees: float) -> float:
    return sin((degrees + 90) * 3.14159 / 180)


def autumn(c: Canvas) -> None:
    """An avenue in autumn."""
    c.gradient(("#b9d3d9", "#f0e3c5", "#f7d9a0"), (0, 0, 1200, 520))
    c.glow((600, 390), 420, "#fff0c4", 0.75)
    hills(c, 430, 16, "#cfa874", 1.4)
    c.gradient(("#c99a4e", "#a8743a", "#8a5b30"), (0, 450, 1200, 800))
    c.polygon([(580, 452), (620, 452), (900, 800), (300, 800)], "#d9c4a0")
    c.polygon([(598, 452), (602, 452), (640, 800), (560, 800)], "#e6d5b6", 0.6)
    leaves = ("#d9622b", "#e89a33", "#c8432f", "#f0bd4a", "#b5762c")
    for row in range(7):
        depth = (row + 1) / 7
        offset, foot = 44 + 470 * depth**1.7, 452 + 300 * depth**1.9
        for side in (-1, 1):
            round_tree(c, (600 + side * offset, foot), 90 + 520 * depth**1.7, leaves[(row * 2 + side) % 5], "#4a352a")
    for _ in range(420):
        depth = c.random.random()
        x, y = c.random.uniform(0, 1200), 470 + 330 * depth
        c.disc((x, y), 2 + 6 * depth, c.random.choice(leaves), 0.9, 0.5)
    for _ in range(40):
        c.disc((c.random.uniform(150, 1050), c.random.uniform(120, 600)), 5, c.random.choice(leaves), 0.9, 0.6)
    person(c, (590, 610), 110, Look("#7a3f3a", "#2f2420", "#deb08c"))
    person(c, (628, 612), 116, Look("#35536b", "#8a6a3f", "#c98f6c"))


def cycle_path(c: Canvas) -> None:
    """A cycle path along the old railway line."""
    c.gradient(("#74bcd9", "#cbe7ea", "#f8f2dc"), (0, 0, 1200, 480))
    cloud(c, (820, 120), 110)
    cloud(c, (240, 160), 70, 0.7)
    skyline(c, 440, (20, 90), "#b4cdd3")
    hills(c, 420, 18, "#8cc08f", 0.9)
    c.gradient(("#8cc56b", "#6aa851"), (0, 450, 1200, 800))
    c.polygon([(690, 450), (720, 450), (860, 800), (120, 800)], "#b5534a")
    c.polygon([(690, 450), (694, 450), (160, 800), (120, 800)], "#f6ead8")
    c.polygon([(716, 450), (720, 450), (860, 800), (826, 800)], "#f6ead8")
    for step in range(7):
        near = (step + 1) / 7
        y, high = 456 + 320 * near**2, 6 + 34 * near**2
        x = 704 - 214 * (y - 450) / 350
        top, foot = ((x - 2 * near, y), (x + 2 * near, y)), ((x - 7 * near, y + high), (x - 17 * near, y + high))
        c.polygon([*top, *foot], "#f6ead8")
    for x, height in ((60, 250), (160, 180), (960, 230), (1060, 300), (1160, 210)):
        round_tree(c, (x, 560 + x % 60), height, "#4c9257")
    x, y = 560, 700
    for dx in (-70, 70):
        c.arc((x + dx - 46, y - 46, x + dx + 46, y + 46), 0, 360, "#26343c", 7)
        c.disc((x + dx, y), 6, "#26343c")
    frame = "#1f6f8b"
    c.line([(x - 70, y), (x - 20, y - 78), (x + 48, y - 78), (x, y), (x - 70, y)], frame, 8)
    c.line([(x, y), (x - 26, y - 96)], frame, 8)
    c.line([(x + 70, y), (x + 44, y - 104), (x + 22, y - 108)], frame, 8)
    c.rect((x - 48, y - 104, x - 6, y - 95), "#26343c", 1, 4)
    c.line([(x, y), (x + 14, y + 22)], "#26343c", 5)
    c.line([(x - 26, y - 100), (x + 2, y - 190)], "#d9622b", 34)
    c.line([(x + 4, y - 176), (x + 30, y - 112)], "#c2541f", 14)
    c.line([(x - 22, y - 98), (x + 22, y - 50), (x + 12, y + 18)], "#35536b", 18)
    c.disc((x + 12, y - 226), 25, "#deb08c")
    c.disc((x + 8, y - 236), 26, "#f2c230", 1, 0.75)
    c.line([(880, 640), (880, 470)], "#8b979c", 7)
    c.disc((880, 460), 38, "#2463a0")
    c.text((880, 459), "R 7", 28, "#ffffff")


def people(c: Canvas) -> None:
    """A group of people in a hall, one with a certificate."""
    c.gradient(("#dfe9e8", "#cddcdc"), (0, 0, 1200, 620))
    for x in range(0, 1200, 150):
        c.rect((x, 0, x + 3, 620), "#b9cccc")
    c.rect((330, 60, 870, 250), "#0b4f6c", 1, 10)
    c.text((600, 130), "Stadt Musterstadt", 50, "#ffffff")
    c.line([(420, 176), (780, 176)], "#f2c230", 5)
    c.text((600, 212), "Heimatpreis", 34, "#cfe8f2")
    c.gradient(("#b98a5c", "#96693f"), (0, 620, 1200, 800))
    for y in (650, 690, 745):
        c.line([(0, y), (1200, y)], "#85592f", 2, 0.6)
    coats = ("#3f6f8c", "#c65f4b", "#4f7f5f", "#7a5c86", "#d9a441", "#2f3f4a")
    hairs = ("#3b2c25", "#c9a04a", "#22201e", "#a8a5a0", "#6b3f26", "#4a3424")
    skins = ("#e2b394", "#e9c3a6", "#8f5f43", "#deb08c", "#c98f6c", "#e2b394")
    for number in range(6):
        height = (430, 400, 440, 405, 420, 445)[number]
        person(
            c, (180 + number * 168, 752), height, Look(coats[number], hairs[number], skins[number], number in (1, 3, 4))
        )
    c.rect((474, 548, 554, 606), "#fbf6e6", 1, 3)
    c.rect((482, 556, 546, 598), "#e9dcb4", 1, 2)
    for y in (566, 576, 586):
        c.line([(492, y), (536, y)], "#8a7a4a", 2)
    for x in (70, 1130):
        c.rect((x - 34, 660, x + 34, 752), "#a94635", 1, 8)
        for dx, high in ((-30, 150), (-10, 210), (16, 190), (34, 140)):
            c.line([(x, 664), (x + dx, 664 - high)], "#4c8f55", 14)
            c.disc((x + dx, 660 - high), 20, "#5fa568")


def houses(c: Canvas) -> None:
    """New dwellings around a green court."""
    c.gradient(("#8cc6e0", "#d9ecec", "#fbf3df"), (0, 0, 1200, 560))
    cloud(c, (640, 100), 110)
    skyline(c, 540, (30, 100), "#c3d6d9")
    c.gradient(("#9ccb74", "#78b25d"), (0, 540, 1200, 800))
    for left, top, wall in ((40, 230, "#f3e3cb"), (330, 170, "#e3a983"), (620, 220, "#cddbd0"), (900, 150, "#f0cf95")):
        c.rect((left, top, left + 260, 590), wall)
        c.rect((left - 8, top - 14, left + 268, top + 4), "#4a5a60")
        windows(c, (left + 16, top + 20, left + 244, 560), 4, 4, ("#4d7386", "#648a9c", "#ffe3a6"), 0.42)
        for row in range(3):
            y = top + 88 + row * (560 - top - 20) / 4
            c.rect((left + 78, y, left + 182, y + 9), "#4a5a60")
            for x in range(int(left) + 80, int(left) + 182, 12):
                c.line([(x, y - 30), (x, y)], "#4a5a60", 2)
        c.rect((left + 104, 520, left + 156, 592), "#7d4a3c", 1, 4)
    c.polygon([(470, 800), (560, 600), (640, 600), (760, 800)], "#ead9b0")
    for x, height in ((70, 200), (310, 230), (880, 220), (1150, 250)):
        round_tree(c, (x, 660 + x % 40), height, "#4f8f5b")
    flowers(c, (0, 690, 440, 795), 60)
    flowers(c, (780, 690, 1200, 795), 60)
    person(c, (600, 720), 130, Look("#c65f4b", "#3b2c25", "#deb08c", long_hair=True))
    person(c, (650, 726), 90, Look("#f2b134", "#7a5230", "#deb08c"))
