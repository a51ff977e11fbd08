"""The words of the page that searches: German first, English second, as in `tasks.site.strings`."""

SEARCH_STRINGS: dict[str, tuple[str, str]] = {
    "search": ("Suche", "Search"),
    "search_words": ("Suchwörter", "Words"),
    "search_narrow": ("Eingrenzen", "Narrow down"),
    "search_source": ("Quelle", "Source"),
    "search_year": ("Jahr", "Year"),
    "search_publisher": ("Herausgegeben von", "Published by"),
    "search_credit": ("Bildnachweis enthält", "Photo credit contains"),
    "search_status": ("Stand", "Status"),
    "search_any": ("alle", "any"),
    "search_pictures": ("nur mit Bildern", "with pictures only"),
    "search_sort": ("Reihenfolge", "Order"),
    "search_by_relevance": ("beste Treffer zuerst", "best first"),
    "search_by_date": ("neueste zuerst", "newest first"),
    "search_submit": ("Suchen", "Search"),
    "search_ways": (
        "Suchen nach Jahr, Herausgeber, Bildnachweis und Stand",
        "Search by year, publisher, photo credit and status",
    ),
    "search_needs": (
        "Die Suche arbeitet in Ihrem Browser. Dafür braucht sie JavaScript und ein Archiv, das im Netz steht.",
        "The search works in your browser. For that it needs JavaScript and an archive that stands on the web.",
    ),
    "search_ready": (
        "Wörter in Anführungszeichen werden als Wortfolge gesucht. Ohne Wörter zeigt die Auswahl alles, was zu ihr "
        "passt.",
        "Words in quotation marks are searched as a phrase. Without words the choice shows all that fits it.",
    ),
    "search_browse": ("Ohne Suche zu den Meldungen", "To the releases without searching"),
    "search_busy": ("Es wird gesucht …", "Searching …"),
    "search_failed": (
        "Die Suche kam nicht zu Ende, weil etwas nicht geladen werden konnte. Bitte noch einmal versuchen.",
        "The search could not be finished because something could not be loaded. Please try again.",
    ),
    "search_none": ("Keine Treffer.", "Nothing found."),
    "search_found": ("{n} Treffer.|{n} Treffer.", "{n} result.|{n} results."),
    "search_none_in": ("Keine Treffer in {years}.", "Nothing found in {years}."),
    "search_found_in": (
        "{n} Treffer in {years}.|{n} Treffer in {years}.",
        "{n} result in {years}.|{n} results in {years}.",
    ),
    "search_to": ("{first} bis {last}", "{first} to {last}"),
    "search_more": ("Weitere Treffer zeigen", "Show more results"),
    "search_older": ("Auch ältere Jahre durchsuchen", "Search older years, too"),
    "search_live": ("auf der Seite der Stadt vorhanden", "on the city’s site"),
}
