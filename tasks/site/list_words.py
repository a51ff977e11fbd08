"""The words of the pages that list: months, publishers, credits, pictures, changes, and how much there is."""

from collections.abc import Mapping
from types import MappingProxyType

LIST_STRINGS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # months, publishers, credits, pictures, changes
        "nothing_here": ("Hier ist nichts verzeichnet.", "Nothing is listed here."),
        "older": ("ältere", "older"),
        "newer_page": ("Neuere", "Newer"),
        "older_page": ("Ältere", "Older"),
        "turn": ("Weiterblättern", "More of this list"),
        "letters": ("Anfangsbuchstaben", "Initial letters"),
        "by_publishers": ("Herausgeber", "Publishers"),
        "by_credits": ("Bildnachweise", "Credits"),
        "lead_publishers": (
            "Wer die Meldungen herausgegeben hat, wie ihre Seite es angibt.",
            "Who published the releases, as their page says.",
        ),
        "lead_credits": (
            "Wer als Urheber der Bilder genannt ist, wie Seite oder Bilddatei es angeben.",
            "Who is named as the pictures’ creator, as the page or the picture file says.",
        ),
        "uncredited": ("ohne Nachweis", "without credit"),
        "pictures_of": ("Bilder {year}", "Pictures of {year}"),
        "newest_pictures": ("Neueste Bilder", "Newest pictures"),
        "no_pictures": ("Noch ist kein Bild archiviert.", "No picture has been archived yet."),
        "recent_changes": ("Änderungen", "Changes"),
        "changes_to": ("Änderungen an Meldungen {year}", "Changes to releases of {year}"),
        "lead_changes": (
            "Was mit Meldungen geschah, nachdem sie hier archiviert waren.",
            "What happened to releases after they were archived here.",
        ),
        "events": ("Jüngste zuerst", "Latest first"),
        "number_events": ("{n} Änderung|{n} Änderungen", "{n} change|{n} changes"),
        "no_changes": ("Bisher hat sich nichts geändert.", "Nothing has changed so far."),
        "compare": ("Fassungen vergleichen", "Compare the versions"),
        "event_edited": ("Von der Stadt geändert", "Changed by the city"),
        "event_completed": ("Hier vervollständigt", "Completed here"),
        "event_reparsed": ("Dieselbe Seite neu gelesen", "The same page read anew"),
        "event_withdrawn": ("Hier zurückgezogen", "Withdrawn here"),
        "event_restored": ("Hier wieder veröffentlicht", "Published here again"),
        "event_missing": (
            "Auf der Seite der Stadt nicht gefunden, wird beobachtet",
            "Not found on the city’s site, being watched",
        ),
        "event_gone": ("Von der Seite der Stadt verschwunden", "Gone from the city’s site"),
        # the front pages, and what the archive is
        "number_credits": ("{n} Bildnachweis|{n} Bildnachweise", "{n} credit|{n} credits"),
        "number_publishers": ("{n} Herausgeber|{n} Herausgeber", "{n} publisher|{n} publishers"),
        "numbers": ("Zahlen", "Numbers"),
        "on_this_day": ("Am {day} in früheren Jahren", "On {day} in earlier years"),
        "ways": ("Im Archiv stöbern", "Browse the archive"),
        "about_since": ("Seit wann", "Since when"),
        "about_since_text": (
            "Die älteste Meldung von {name} ist vom {first}, die neueste vom {last}.",
            "The oldest release of {name} is of {first}, the newest of {last}.",
        ),
        "about_what": ("Was hier bewahrt wird", "What is kept here"),
        "about_how": ("Wie", "How"),
        "about_much": ("Wie viel, Monat für Monat", "How much, month by month"),
        "chart": (
            "Meldungen von {name} nach Monaten, hier archivierte und auf der Seite gelistete",
            "Releases of {name} by month, archived here and listed by the site",
        ),
        "chart_archived": ("hier archiviert", "archived here"),
        "chart_listed": (
            "von der Seite gelistet, beim letzten vollständigen Durchgang am {day}",
            "listed by the site at the last full walk on {day}",
        ),
        "chart_unlisted": (
            "Was die Seite der Stadt je Monat listet, ist nicht bekannt: Ihre Listen wurden noch nicht bis zum Ende "
            "durchgegangen, oder sie nennen keine Tage.",
            "What the city’s site lists for each month is not known: its lists were not walked to their ends yet, or "
            "they give no days.",
        ),
        "chart_undated": (
            "{n} gelistete Meldung ohne Tag, sie fehlt in den Zahlen.|{n} gelistete Meldungen ohne Tag, sie fehlen in "
            "den Zahlen.",
            "{n} listed release without a day, missing in these numbers.|{n} listed releases without a day, missing in "
            "these numbers.",
        ),
        "tally": ("{name}: archiviert / gelistet", "{name}: archived / listed"),
        "tally_archived": ("{name}: archiviert", "{name}: archived"),
        "year": ("Jahr", "Year"),
        "sum": ("Summe", "Sum"),
    }
)
