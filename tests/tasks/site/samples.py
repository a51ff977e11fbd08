"""Invented releases of an invented city, as the publishing side hands them to the reading site."""

from datetime import UTC, datetime
from typing import Any

from tasks.site.rendering import Entry, Listed
from tasks.types.edition import ReleaseRow, RootIndex, SourceRow, WithdrawalRow, Withdrawals, YearIndex, YearRow
from tasks.types.release import (
    Attachment,
    CaptureRef,
    Creator,
    Heading,
    Image,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    Publisher,
    Quote,
    Release,
    Standing,
    Table,
    Tombstone,
    Withdrawn,
)

NOW = datetime(2026, 5, 27, 9, 31, 5, tzinfo=UTC)
DIGEST = "3f1c0a9be27d4485b6f0d18a6c53e7921d4fa0b88c6e35f7a9124de0b7c85f16"
CITY = "https://www.musterstadt.example/meldungen/pressemeldung_1097219.de.html"

SOURCE = SourceRow(
    id="musterstadt",
    name="Stadt Musterstadt",
    releases=1234,
    first="2024-02-15",
    latest="2026-05-27T08:30Z",
    years=(
        YearRow(year=2026, releases=412, href="2026/index.json", sha256=DIGEST),
        YearRow(year=2025, releases=821, href="2025/index.json", sha256=DIGEST),
        YearRow(year=2024, releases=1, href="2024/index.json", sha256=DIGEST),
    ),
)
ROOT = RootIndex(generated=NOW, sources=(SOURCE,))

PHOTO = Image(
    content_url=f"../../../images/3f/{DIGEST}.jpg",
    url="https://media.musterstadt.example/media/bruecke.jpg",
    caption="Die neue Brücke über die Aue, gesehen vom Mühlenufer.",
    credit_text="Jette Vollrath, Stadt Musterstadt",
    creator=(
        Creator.model_validate({"@type": "Person", "name": "Jette Vollrath"}),
        Creator.model_validate({"@type": "Organization", "name": "Stadt Musterstadt"}),
    ),
    kind="photo",
    credit_evidence="caption",
    usage_info="Veröffentlichung im Zusammenhang mit dieser Meldung honorarfrei.",
    width=3000,
    height=2000,
    encoding_format="image/jpeg",
    content_size=2_412_345,
    sha256=DIGEST,
)
PLAN = Image(
    content_url=f"../../../images/ab/ab{DIGEST[2:]}.png",
    url="https://media.musterstadt.example/media/lageplan.png",
    description="Lageplan der Brücke mit beiden Rampen",
    credit_text="Büro Kranich + Partner",
    kind="visualisation",
    credit_evidence="embedded",
    width=1200,
    height=1600,
    encoding_format="image/png",
    content_size=812_300,
    sha256=f"ab{DIGEST[2:]}",
)
UNCREDITED = PHOTO.model_copy(
    update={"credit_text": None, "creator": None, "credit_evidence": None, "usage_info": None, "caption": "Eröffnung."}
)
ABSENT = Image(url="https://media.musterstadt.example/media/fort.jpg", caption="Der alte Steg im Winter 1962.")

RELEASE = Release(
    identifier="musterstadt/1097219",
    url=CITY,
    headline="Brücke am Mühlenufer öffnet nach zwei Jahren Bauzeit für den Radverkehr",
    alternative_headline="Oberbürgermeisterin Almut Reinders: „Ein Weg, der Stadtteile verbindet“",
    date_published="2026-05-27T08:30Z",
    in_language="de",
    article_body="Die neue Brücke am Mühlenufer ist seit heute frei.\n\nSie ist 84 Meter lang.",
    body=(
        Paragraph(
            text="Die neue Brücke am Mühlenufer ist seit heute für den Rad- und Fußverkehr frei. Nach zwei Jahren "
            "Bauzeit haben Oberbürgermeisterin Almut Reinders und Baudezernent Henning Oltmanns das Bauwerk gemeinsam "
            "mit Anwohnerinnen und Anwohnern eröffnet. Der Verkehr auf der Aue war während der Arbeiten nur an vier "
            "Wochenenden gesperrt."
        ),
        Quote(text="Wer hier wohnt, spart künftig einen Umweg von fast zwei Kilometern."),
        Heading(level=3, text="Was sich ändert"),
        Paragraph(text="Der Weg ist durchgehend beleuchtet.\nDie Rampen haben höchstens sechs Prozent Steigung."),
        ListBlock(
            ordered=False,
            items=(
                ListItem(
                    text="Zufahrten",
                    ordered=True,
                    items=(ListItem(text="vom Mühlenufer"), ListItem(text="von der Gartenstraße")),
                ),
                ListItem(text="Rastplatz mit Trinkbrunnen am nördlichen Brückenkopf"),
            ),
        ),
        Table(
            caption="Zahlen zum Bauwerk",
            header=True,
            rows=(
                ("Abschnitt", "Länge", "Kosten"),
                ("Brücke", "84 Meter", "5,2 Millionen Euro"),
                ("Rampen", "210 Meter", "1,9 Millionen Euro"),
            ),
        ),
        Paragraph(text="Die Bauarbeiten an der Gartenstraße dauern noch bis September."),
    ),
    publisher=Publisher(
        name="Stadt Musterstadt",
        department="Presse- und Kommunikationsamt",
        street_address="Rathausplatz 3",
        postal_code="00123",
        address_locality="Musterstadt",
        telephone="+49 000 123 45-0",
        email="presse@musterstadt.example",
        url="www.musterstadt.example",
    ),
    image=(PHOTO, PLAN, UNCREDITED, ABSENT),
    associated_media=(
        Attachment(
            name="Faltblatt zur Brücke",
            content_url=f"../../../files/cd/cd{DIGEST[2:]}.pdf",
            url="https://media.musterstadt.example/media/faltblatt.pdf",
            encoding_format="application/pdf",
            content_size=3_069_000,
            sha256=f"cd{DIGEST[2:]}",
        ),
        Attachment(name="Verkehrsführung", url="https://media.musterstadt.example/media/verkehr.pdf"),
    ),
    citation=(Link(name="Radwege in Musterstadt", url="https://www.musterstadt.example/radwege?a=1&b=2"),),
    version=2,
    archive=Standing(
        first_seen=datetime(2026, 5, 27, 8, 41, 12, tzinfo=UTC),
        status="live",
        captures=(
            CaptureRef(at=datetime(2026, 5, 27, 8, 41, 12, tzinfo=UTC), sha256=DIGEST[::-1], warc="evidence/a.warc.gz"),
            CaptureRef(at=NOW, sha256=DIGEST, warc="evidence/b.warc.gz"),
        ),
    ),
)


def release(**changes: Any) -> Release:
    """The sample release with other values, unchecked, as a hostile or odd page would give them."""
    return RELEASE.model_copy(update=changes)


def in_status(status: str) -> Release:
    return release(archive=RELEASE.archive.model_copy(update={"status": status}))


def row(number: int, published: str, headline: str | None = "Eine Meldung", **facts: Any) -> ReleaseRow:
    return ReleaseRow(
        **{
            "id": str(number),
            "url": f"https://www.musterstadt.example/meldungen/pressemeldung_{number}.de.html",
            "headline": headline,
            "date_published": published,
            "href": f"{number}/release.json",
            "sha256": DIGEST,
            "status": "live",
            "version": 1,
            "images": 0,
            "updated": NOW,
        }
        | facts
    )


YEAR = YearIndex(
    source="musterstadt",
    year=2026,
    releases=(
        row(1097219, "2026-05-27T08:30Z", RELEASE.headline, images=4, version=2),
        row(1097111, "2026-05-12", "Freibad Talwiese startet in die Saison", images=1),
        row(
            1096870,
            "2026-04-30T22:30Z",
            "Maifest auf dem Kornmarkt",
            alternative_headline="Drei Tage Musik und Handwerk",
        ),
        row(1096544, "2026-03-02", "Straßensperrung in der Gartenstraße", status="gone"),
        row(1096012, "2026-01-01", "Neujahrsgruß der Oberbürgermeisterin", status="missing", images=2),
        row(1095990, "2026-01-01", None, status="withdrawn", version=2),
    ),
)
LATEST = tuple(Listed(SOURCE, 2026, one) for one in YEAR.releases)


TOMBSTONE = Tombstone(
    identifier="musterstadt/1095990",
    date_published="2026-01-01",
    version=2,
    archive=Standing(
        first_seen=NOW,
        status="withdrawn",
        captures=(),
        withdrawn=Withdrawn(at=NOW, scope="page", reason="Rechte an <Text> & Bild ungeklärt"),
    ),
)
WITHDRAWALS = Withdrawals(
    withdrawals=(
        WithdrawalRow(
            id="musterstadt/1095990",
            at=NOW,
            scope="page",
            reason="Rechte an <Text> & Bild ungeklärt",
            href="musterstadt/2026/1095990/release.json",
        ),
        WithdrawalRow(
            id="musterstadt/1097111",
            at=NOW,
            scope="images",
            images=(DIGEST,),
            restored=NOW,
            href="musterstadt/2026/1097111/release.json",
        ),
    )
)


def entries(count: int, body: str = "Ein Satz.") -> tuple[Entry, ...]:
    """Releases of consecutive days, oldest first."""
    return tuple(
        Entry(
            release(
                identifier=f"musterstadt/{1000 + n}",
                url=f"https://www.musterstadt.example/meldungen/pressemeldung_{1000 + n}.de.html",
                headline=f"Meldung {n} & mehr",
                date_published=f"2026-{1 + n // 28:02}-{1 + n % 28:02}",
                article_body=body,
                body=(Paragraph(text=body),),
                image=(PHOTO,) if n % 2 else (),
            ),
            2026,
            NOW.replace(hour=n % 24),
        )
        for n in range(count)
    )
