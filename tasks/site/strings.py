"""Every word the reading site says: German first, English second. `|` parts one from many, `{…}` is filled in."""

from collections.abc import Mapping
from types import MappingProxyType

from tasks.site.developer_words import DEVELOPER_STRINGS
from tasks.site.list_words import LIST_STRINGS
from tasks.site.search_words import SEARCH_STRINGS
from tasks.site.status_words import STATUS_STRINGS

LANGUAGES = ("de", "en")

STRINGS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **STATUS_STRINGS,
        **DEVELOPER_STRINGS,
        **SEARCH_STRINGS,
        # the frame
        "archive": ("Pressearchiv", "Pressearchiv"),
        "lead": (
            "Was Städte ihrer Öffentlichkeit mitteilen, dauerhaft bewahrt: Pressemeldungen, Bilder und Bildnachweise, "
            "im Wortlaut und überprüfbar.",
            "What cities tell their public, kept for good: press releases, pictures and photo credits, "
            "word for word and open to checking.",
        ),
        "skip": ("Zum Inhalt springen", "Skip to content"),
        "you_are_here": ("Sie sind hier", "You are here"),
        "changed_at": ("Jüngste Änderung im Archiv", "Latest change in the archive"),
        "foot": (
            "Ein Archiv gibt wieder, was veröffentlicht wurde. Rechte an Texten und Bildern liegen bei denen, "
            "die bei ihnen genannt sind.",
            "An archive repeats what was published. Rights in texts and pictures belong to those named with them.",
        ),
        "kept_by": ("Dieses Archiv führt: {name}.", "This archive is kept by: {name}."),
        "machine_readable": ("Maschinenlesbar (JSON)", "Machine-readable (JSON)"),
        # counts
        "releases": ("{n} Meldung|{n} Meldungen", "{n} release|{n} releases"),
        "images": ("{n} Bild|{n} Bilder", "{n} picture|{n} pictures"),
        "version": ("Fassung {n}", "Version {n}"),
        # start, source and year pages
        "sources": ("Quellen", "Sources"),
        "latest": ("Neueste Meldungen", "Latest releases"),
        "years": ("Jahrgänge", "Years"),
        "months": ("Monate", "Months"),
        "range": ("{first} bis {last}", "{first} to {last}"),
        "releases_of": ("Meldungen {year}", "Releases of {year}"),
        "source_title": ("Pressemeldungen: {name}", "Press releases: {name}"),
        "nothing_yet": ("Noch ist keine Meldung archiviert.", "No release has been archived yet."),
        "feeds": ("Abonnieren", "Subscribe"),
        "feed_new": ("Neue Meldungen", "New releases"),
        "feed_changes": ("Änderungen", "Changes"),
        "about": ("Über dieses Archiv", "About this archive"),
        "about_keep": (
            "Jede Meldung wird mit ihren Bildern, Bildnachweisen und Anhängen gesichert, so wie die Seite der Stadt "
            "sie zeigte. Ändert die Stadt eine Meldung, kommt eine neue Fassung hinzu; frühere bleiben stehen.",
            "Each release is kept with its pictures, credits and attachments as the city’s page showed them. When the "
            "city changes a release, a new version is added; earlier ones stay.",
        ),
        "about_check": (
            "Zu jeder Fassung gehören Zeitpunkt und Prüfsumme (SHA-256) der empfangenen Seite, zu jedem Bild die "
            "seiner Datei. Was eine Seite nicht angibt, wird hier nicht ergänzt.",
            "Each version has the time and checksum (SHA-256) of the page as received, each picture that of its file. "
            "What a page does not say is not added here.",
        ),
        **LIST_STRINGS,
        # a release
        "modified": ("Laut Stadt geändert", "Changed, says the city"),
        "pictures": ("Bilder", "Pictures"),
        "attachments": ("Anhänge", "Attachments"),
        "citations": ("Links in der Meldung", "Links in the release"),
        "publisher": ("Herausgegeben von", "Published by"),
        "telephone": ("Telefon", "Telephone"),
        "email": ("E-Mail", "E-mail"),
        "city_page": ("Seite der Stadt", "The city’s page"),
        "table": ("Tabelle", "Table"),
        "empty": (
            "Zu dieser Meldung liegt hier kein Text vor.",
            "There is no text of this release here.",
        ),
        # pictures and files
        "kind_photo": ("Foto", "Photo"),
        "kind_graphic": ("Grafik", "Graphic"),
        "kind_visualisation": ("Visualisierung", "Visualisation"),
        "kind_plan": ("Plan", "Plan"),
        "kind_logo": ("Logo", "Logo"),
        "kind_unknown": ("Bild", "Picture"),
        "no_credit": (
            "ohne Bildnachweis, weder auf der Seite noch in der Bilddatei",
            "no credit, neither on the page nor in the picture file",
        ),
        "other_claim": ("Abweichende Angabe:", "Another claim:"),
        "evidence_overlay": ("Nachweis im Bild eingeblendet", "credit laid over the picture"),
        "evidence_attribute": ("Nachweis aus den Bilddaten der Seite", "credit from the page’s data on the picture"),
        "evidence_embedded": ("Nachweis aus der Bilddatei", "credit from the picture file"),
        "evidence_page": ("Nachweis an anderer Stelle der Seite", "credit elsewhere on the page"),
        "picture_undescribed": ("Bild ohne Beschreibung", "Picture without description"),
        "picture_absent": (
            "Dieses Bild liegt nicht im Archiv: Es konnte nicht archiviert werden oder wurde herausgenommen.",
            "This picture is not in the archive: it could not be archived or was taken out.",
        ),
        "picture_not_shown": ("Dieses Bild wird hier nicht angezeigt.", "This picture is not displayed here."),
        "original": ("Original", "Original"),
        "origin": ("Herkunft", "Origin"),
        "pixels": ("{width} × {height} Pixel", "{width} × {height} pixels"),
        "file_absent": ("nicht archiviert", "not archived"),
        # how the archive stands to a release
        "standing": ("Archivierung", "Archival record"),
        "status": ("Stand", "Status"),
        "first_seen": ("Zuerst archiviert", "First archived"),
        "captured": ("Erfasst", "Captured"),
        "captured_by": ("von", "by"),
        "page_digest": ("Seite, SHA-256", "Page, SHA-256"),
        "data": ("Daten", "Data"),
        "last_check": ("Prüfprotokoll des Jahres", "The year’s log of checks"),
        "status_live": (
            "Bei der letzten Prüfung auf der Seite der Stadt vorhanden.",
            "Present on the city’s site at the last check.",
        ),
        "status_missing": (
            "Bei der letzten Prüfung auf der Seite der Stadt nicht gefunden. Das kann vorübergehen; "
            "es wird beobachtet.",
            "Not found on the city’s site at the last check. That may pass; it is being watched.",
        ),
        "status_gone": (
            "Auf der Seite der Stadt nicht mehr vorhanden. Hier bleibt die Meldung erhalten.",
            "No longer on the city’s site. The release is kept here.",
        ),
        "status_withdrawn": ("In diesem Archiv zurückgezogen.", "Withdrawn in this archive."),
        "status_unchecked": (
            "Aus Aufzeichnungen anderer übernommen; die Seite der Stadt wurde noch nicht danach gefragt.",
            "Taken over from what others captured; the city’s site was not asked for it yet.",
        ),
        "mark_unchecked": ("aus anderer Quelle", "from another archive"),
        "mark_missing": ("zuletzt nicht gefunden", "not found at last check"),
        "mark_gone": ("nicht mehr auf der Seite der Stadt", "no longer on the city’s site"),
        "mark_withdrawn": ("zurückgezogen", "withdrawn"),
        # why there is a version, and in what it differs
        "changes_data": ("Änderungen zwischen den Fassungen", "Changes between the versions"),
        "cause_first": ("Erste Fassung", "First version"),
        "cause_edited": ("Von der Stadt geändert", "Changed by the city"),
        "cause_reparsed": ("Dieselbe Seite neu gelesen", "The same page read anew"),
        "cause_completed": ("Vervollständigt", "Completed"),
        "cause_withdrawn": ("Zurückgezogen", "Withdrawn"),
        "cause_restored": ("Wiederhergestellt", "Restored"),
        "field_url": ("Adresse", "address"),
        "field_headline": ("Überschrift", "headline"),
        "field_alternativeHeadline": ("Unterzeile", "subtitle"),
        "field_datePublished": ("Datum", "date"),
        "field_dateModified": ("Änderungsdatum", "date of change"),
        "field_inLanguage": ("Sprache", "language"),
        "field_articleBody": ("Text", "text"),
        "field_body": ("Gliederung", "structure"),
        "field_publisher": ("Herausgeber", "publisher"),
        "field_copyrightNotice": ("Rechtehinweis", "copyright notice"),
        "field_image": ("Bilder", "pictures"),
        "field_associatedMedia": ("Anhänge", "attachments"),
        "field_citation": ("Links", "links"),
        # how to cite a release
        "cite": ("Zitieren", "Cite this"),
        "cite_genre": ("Pressemeldung", "Press release"),
        "cite_words": (
            "„{title}“. Pressemeldung vom {day}. {url}. {archive}: {record}.",
            "“{title}”. Press release of {day}. {url}. {archive}: {record}.",
        ),
        "cite_record": (
            "{id}, {version}, erfasst {at}, SHA-256 {sha256}",
            "{id}, {version}, captured {at}, SHA-256 {sha256}",
        ),
        "cite_origin": ("Zuerst unter {url}", "First at {url}"),
        # evidence
        "evidence": ("Belege", "Evidence"),
        "evidence_lead": (
            "Jede Fassung ist aus einer Antwort der Website gelesen, die unverändert als WARC aufbewahrt wird. Diese "
            "Aufzeichnungen sind nicht öffentlich. Wer das Archiv führt, gibt sie als WACZ-Datei heraus mit",
            "Each version is read from an answer of the website that is kept unchanged as WARC. These captures are not "
            "public. Whoever keeps the archive hands them out as a WACZ file with",
        ),
        "warc": ("WARC", "WARC"),
        "history": ("Verlauf", "History"),
        # what changed from version to version
        "changes_title": ("Fassungen im Vergleich", "Versions compared"),
        "changes_lead": (
            "Was weggefallen ist, steht durchgestrichen in der früheren Fassung, was hinzukam, unterstrichen in der "
            "späteren.",
            "What went is struck through in the earlier version, what came is underlined in the later one.",
        ),
        "step": ("Von {before} zu {after}", "From {before} to {after}"),
        "unchanged": (
            "{n} Absatz unverändert|{n} Absätze unverändert",
            "{n} paragraph unchanged|{n} paragraphs unchanged",
        ),
        "none_there": ("nicht vorhanden", "none"),
        "item_added": ("Hinzugekommen", "Added"),
        "item_removed": ("Weggefallen", "Removed"),
        "item_changed": ("Geändert", "Changed"),
        "item_moved": ("An anderer Stelle", "Moved"),
        "structure_changed": (
            "Die Gliederung ist anders gelesen, der Wortlaut ist derselbe.",
            "The structure is read differently, the wording is the same.",
        ),
        "release": ("Meldung", "Release"),
        "changes": ("Änderungen", "Changes"),
        "data_differ": ("In den Daten auch anders: {names}", "Also different in the data: {names}"),
        "of_caption": ("Bildunterschrift", "Caption"),
        "of_name": ("Name", "Name"),
        "of_creditText": ("Nachweis", "Credit"),
        "of_creator": ("Urheber", "Creator"),
        "of_kind": ("Art", "Kind"),
        "of_usageInfo": ("Nutzung", "Use"),
        "of_copyrightNotice": ("Rechtehinweis", "Copyright notice"),
        "of_description": ("Alternativtext", "Alternative text"),
        "of_url": ("Adresse", "Address"),
        "of_encodingFormat": ("Dateityp", "File type"),
        "of_width": ("Breite in Pixeln", "Width in pixels"),
        "of_height": ("Höhe in Pixeln", "Height in pixels"),
        "of_contentSize": ("Größe in Byte", "Size in bytes"),
        "of_sha256": ("SHA-256", "SHA-256"),
        "back_to_release": ("Zur Meldung", "To the release"),
        # withdrawals
        "withdrawals": ("Zurückgezogenes", "Withdrawals"),
        "withdrawals_lead": (
            "Was dieses Archiv nicht mehr zeigt, seit wann und warum.",
            "What this archive no longer shows, since when and why.",
        ),
        "no_withdrawals": ("Bisher wurde nichts zurückgezogen.", "Nothing has been withdrawn so far."),
        "withdrawn_title": ("Zurückgezogene Meldung {number}", "Withdrawn release {number}"),
        "status_withdrawn_page": (
            "Diese Meldung wurde in diesem Archiv zurückgezogen. Sie bleibt unter Verschluss erhalten.",
            "This release was withdrawn in this archive. It is kept, closed to readers.",
        ),
        "status_withdrawn_all": (
            "Diese Meldung wurde in diesem Archiv gelöscht, mit allen Fassungen, Bildern und Belegen.",
            "This release was erased in this archive, with all versions, pictures and evidence.",
        ),
        "withdrawn_since": ("Zurückgezogen am", "Withdrawn on"),
        "restored_at": ("Wieder veröffentlicht am", "Published again on"),
        "reason": ("Grund", "Reason"),
        "mark_withdrawn_images": ("Bilder zurückgezogen", "Pictures withdrawn"),
        "mark_withdrawn_page": ("Meldung zurückgezogen", "Release withdrawn"),
        "mark_withdrawn_all": ("Meldung gelöscht", "Release erased"),
        "picture_withdrawn": (
            "Dieses Bild wurde am {day} zurückgezogen.",
            "This picture was withdrawn on {day}.",
        ),
        # forms
        "day_of_year": ("{day}. {month}", "{day} {month}"),
        "day": ("{day}. {month} {year}", "{day} {month} {year}"),
        "moment": ("{day}, {time} Uhr", "{day}, {time}"),
        "month_names": (
            "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
            "January February March April May June July August September October November December",
        ),
        "digit_groups": (".", ","),
        "decimal_point": (",", "."),
    }
)
