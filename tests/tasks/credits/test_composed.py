"""Captions composed of a text, a label, names and remarks come back as they were composed."""

from typing import NamedTuple

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tasks.credits import Credited, read_caption, read_credit
from tasks.credits.reading import settle


class Part(NamedTuple):
    """Something printed and what it is to be read as."""

    printed: str
    read: tuple[str, ...] = ()


_SURNAMES = ["Harkort", "Tolle", "Brandis-Moos", "von der Auen", "Örtür", "Essen", "Münster"]
_GIVEN = ["Jule", "Henrik", "Ayşe", "Karl-Heinz", "Dr. Anna", "J.", "H.-P."]
_ORGANISATIONS = [
    "Stadt Lindenau", "Museum am Markt", "Grün und Auen Lindenau", "Sport- und Bäderbetriebe Lindenau", "LWG",
    "Heimatverein Moosbach e. V.", "Moosbau GmbH & Co. KG", "Amt für Straßen und Verkehr", "Universitätsklinikum (AöR)",
    "Dortmund Hafenlicht", "Essener Lichtwerk", "dpa", "Adobe Stock", "LWG - Lindenauer Wohnungsgesellschaft mbH",
    "Freiwillige Feuerwehr Moosbach", "Landeshauptstadt Moosbach", "Tolle + Brandis Architekten, Moosbach",
]  # fmt: skip
_LABELS = {
    "photo": [
        "Foto:", "Fotos:", "Foto.", "FOTO:", "foto:", "Foto :", "Bild:", "Bildnachweis:", "Bildrechte:", "Archivfoto:",
        "Symbolbild:", "Foto: ©", "Foto ©", "Bild (Lizenz/Urheber):", "Foto/Montage:", "Text und Foto:", "Foto/Quelle:",
        "Foto-/Bildnachweis:", "Drohnenaufnahme:", "Foto aus dem Archiv:", "Repro:", "Fotografin:", "Foto Copyright:",
    ],
    "graphic": ["Grafik:", "Infografik:", "Illustration:", "Fotomontage:", "Screenshot:", "Gestaltung:"],
    "visualisation": ["Visualisierung:", "3D-Animation:", "Architekturvisualisierung:", "Simulation:", "Entwurf:"],
    "plan": ["Karte:", "Lageplan:", "Kartengrundlage:", "Plan:"],
    "": ["©", "© ", "(c)", "Quelle:", "Copyright:", "Copyright ©", "Rechte:", "Urheberin:"],
}  # fmt: skip
_TEXTS = [
    "Der Rat tagt.", "Anna Probe (links) und Henrik Weg (2. v. r.) beim Fest.", "„So ein Tag“, sagt sie.",
    "Unser Foto zeigt v.l.n.r. Anna Probe, Moosbau GmbH, und Henrik Weg.", "Am 3. Mai 2019 um 14:30 Uhr beginnt es!",
]  # fmt: skip
_PLACES = [
    "{text} {credit}", "{text} ({credit})", "{text} [{credit}]", "{text} | {credit}", "{text} – {credit}",
    "{text} - {credit}", "{text}\n{credit}", "{text}\n\n({credit})\n", "{text}\u00a0{credit}", "{text}   {credit} ",
    "({credit}) {text}", "{credit}\n{text}",
]  # fmt: skip
_REMARKS = [
    Part(""), Part(", 2019"), Part(" (Mai 2019)"), Part(", 12.05.2019"), Part(", um 1920"), Part(", 05/2021"),
    Part(", CC BY-SA 4.0", ("CC BY-SA 4.0",)), Part(" (CC0)", ("CC0",)), Part(", honorarfrei", ("honorarfrei",)),
    Part(" (Abdruck honorarfrei)", ("Abdruck honorarfrei",)), Part(", 2019, CC BY 4.0", ("CC BY 4.0",)),
    Part(" – alle Rechte vorbehalten", ("alle Rechte vorbehalten",)),
]  # fmt: skip

_PARTED = ["{} / {}", "{}/{}", "{}; {}", "{} | {}"]

persons = st.builds("{} {}".format, st.sampled_from(_GIVEN), st.sampled_from(_SURNAMES)).map(
    lambda name: Part(name, (f"Person {name}",))
)
organisations = st.sampled_from(_ORGANISATIONS).map(lambda name: Part(name, (f"Organization {name}",)))


def _joined(form: str, one: Part, other: Part) -> Part:
    return Part(form.format(one.printed, other.printed), tuple(dict.fromkeys(one.read + other.read)))


names = st.one_of(
    persons,
    organisations,
    st.just(Part("privat")),
    st.builds(_joined, st.sampled_from([*_PARTED, "{}, {}", "{} ({})"]), persons, organisations),
    st.builds(_joined, st.sampled_from(_PARTED), organisations, persons),
    st.builds(_joined, st.sampled_from([*_PARTED, "{}, {}", "{} und {}", "{} & {}"]), persons, persons),
)  # fmt: skip
_ALL = [(label, kind or None) for kind, row in _LABELS.items() for label in row]
labels = st.sampled_from(_ALL)


def read_as(read: Credited) -> tuple[str, ...]:
    return tuple(f"{creator.type_} {creator.name}" for creator in read.creators)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(_TEXTS), st.sampled_from(_PLACES), labels, names, st.sampled_from(_REMARKS))
def test_a_composed_caption_comes_back(
    text: str, place: str, label: tuple[str, str | None], name: Part, remark: Part
) -> None:
    printed, kind = label
    if place.startswith("{credit}") and kind != "photo":  # at the head of a text those name what is shown as well
        printed, kind = "Foto:", "photo"
    # At a text's head that label may show the person: what enumerates is not read there (see below).
    assume(not (place.startswith("{credit}") and printed == "Symbolbild:" and name.printed.count(",") > 1))
    caption = place.format(text=text, credit=f"{printed} {name.printed}{remark.printed}")
    read = read_caption(caption)
    assert (read.caption, read.credit_text, read.kind) == (text, name.printed, kind)
    assert read_as(read) == name.read
    assert read.usage_info == (" ".join(remark.read) or None)
    assert "".join(piece.text for piece in read.pieces) == settle(caption)


def test_a_person_and_a_firm_behind_a_comma_are_never_one_organisation() -> None:
    head = "Symbolbild: Jule Harkort, Tolle + Brandis Architekten, Moosbach"
    read = read_caption(f"{head}\nDer Rat tagt.")
    assert (read.caption, read.creators) == (f"{head}\nDer Rat tagt.", ())


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["{}", "© {}", "©{}", " ©  {}", "Foto: {}", "(Foto: {})", "Bild: © {}"]), names)
def test_a_composed_credit_comes_back(form: str, name: Part) -> None:
    read = read_credit(form.format(name.printed))
    assert (read.caption, read.credit_text, read_as(read)) == (None, name.printed, name.read)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(_TEXTS),
    st.lists(
        st.tuples(st.sampled_from([label for label in _ALL if label[0] != "Foto."]), persons),
        min_size=2,
        max_size=3,
        unique_by=lambda one: one[1],
    ),
)
def test_several_composed_credits_come_back(text: str, row: list[tuple[tuple[str, str | None], Part]]) -> None:
    read = read_caption(f"{text} " + ", ".join(f"{label[0]} {name.printed}" for label, name in row))
    assert (read.caption, read.credit_text) == (text, "; ".join(name.printed for _, name in row))
    assert read_as(read) == tuple(one for _, name in row for one in name.read)
