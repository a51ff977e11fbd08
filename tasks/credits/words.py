"""The vocabulary of credits, in German: what speaks for an organisation, for a description, for a name.

Sets hold casefolded words; suffixes are compared with the end of a word (or of its part before or after a hyphen).
"""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.casefold().split())


LEGAL_FORMS = _words(
    "gmbh ggmbh mbh ag gag kg kgaa ohg gbr ug gug se eg eg. e.v. e.v ev e.k. aör a.ö.r. inc inc. ltd ltd. llc co. mbb"
    " partgmbb partg"
)
# A part of a name that ends so is a firm, which carries its town behind a comma.
FIRMS = LEGAL_FORMS | _words(
    "architekten architektur architects ingenieure landschaftsarchitekten stadtplaner planer büro studio fotostudio"
    " verlag agentur werbeagentur design partner"
)
ORGANISATION_WORDS = FIRMS | _words(
    "stadt landeshauptstadt hansestadt bundesstadt universitätsstadt klingenstadt stadtverwaltung bundeswehr bund"
    " gemeinde kreis landkreis bezirksregierung stiftung verein verband museum ministerium amt feuerwehr polizei"
    " universität uni hochschule jobcenter theater philharmonie philharmoniker symphoniker orchester archiv institut"
    " zentrum schule gymnasium gesamtschule grundschule realschule kita klinikum krankenhaus kirche kirchenkreis"
    " pfarrei bistum caritas diakonie pressestelle pressebüro pressedienst kommunikation medien media film photography"
    " fotografie group holding messe sparkasse volksbank zoo bibliothek volkshochschule vhs sportbund club verlag"
    " redaktion zeitung rundfunk news images pictures press commons bürgerstiftung freundeskreis arbeitsgemeinschaft"
    " marketing tourismus wirtschaftsförderung kulturbüro rathaus schauspielhaus opernhaus autohaus team foundation"
    " university museumsverein allgemeine nachrichten anzeiger rundschau tageblatt kurier fachbereich museen"
    " geschäftsbereich werkstatt kollektiv abteilung stadtmarketing mitwirkende contributors bda presse referat"
    " dezernat kommission präsidium akademie netzwerk initiative forum kanzlei staatskanzlei direktion ausschuss beirat"
    " kammer gewerkschaft moschee synagoge bäder behörde denkmalbehörde bauaufsicht festival verkehrsbetriebe bundestag"
    " landtag kliniken ballett oper künste industries malteser johanniter berufskolleg sternwarte bürgerschaft karneval"
    " greenpeace"
)
# These name an organisation only in front: `Land Berlin` is one, `Karla Land` is a person.
LEADING_WORDS = _words(
    "land haus foto photo radio familie fraktion agentur presse freunde galerie villa fc sv sc tsv deutsches deutsche"
    " tus deutscher europäische europäisches internationale evangelische evangelischer katholische freiwillige sammlung"
    " nachlass atelier ensemble chor hotel restaurant café kino duo trio band projekt aktion bündnis kreisverband"
    " ortsverband städtische städtisches städtischer untere obere staatliche staatliches privatarchiv bildarchiv"
    " fotoarchiv familienarchiv visit schloss zeche kloster residenz luftbild urbane pro"
)
# So ends the first word of an organisation's name, but no given name.
LEADING_SUFFIXES = tuple("stadt haus park bad halle festival kollektiv laden kino chor ensemble platz".split())
# Bodies whose names join towns or firms by a slash.
OF_SEVERAL = _words(
    "kreisverband ortsverband stadtverband kirchenkreis bezirksverband ortsgruppe dekanat arge arbeitsgemeinschaft"
    " bietergemeinschaft"
)
# Behind `&` these go on with a firm's name.
GOING_ON = _words("co co. partner partnerin sohn söhne tochter töchter kollegen cie. team")
ORGANISATION_SUFFIXES = tuple(
    (
        "amt verein verband verbund stiftung gesellschaft genossenschaft ministerium museum werke betriebe betrieb"
        " schule gymnasium universität hochschule institut zentrum agentur feuerwehr polizei archiv bibliothek theater"
        " orchester ausschuss familie gemeinde kreis welt dienst büro kammer bund beirat hilfe klinik klinikum kasse"
        " bank verlag zeitung architekten ingenieure management philharmoniker forum netzwerk initiative union partei"
        " fraktion rundfunk studio design gruppe verwaltung direktion präsidium akademie referat dezernat kommission"
        " regierung kanzlei botschaft konsulat wacht stelle gewerkschaft handwerkerschaft bürgerschaft gemeinschaft"
        " mannschaft werkstatt hauptstadt orchesters center behörde abteilung museen bahn festival kollektiv tourismus"
        " marketing zoo ensemble betrieben park halle festspiele triennale kolleg werk warte kliniken medizin netz"
        " energie planung portal"
    ).split()
)

# Words of organisations that are surnames behind a given name.
SURNAMES = _words("kammer kreis bund amt messe press presse kirche anzeiger kurier forum zoo")

# Endings of organisations that are also read in the genitive: `mit Genehmigung des Heimatvereins`.
GENITIVES = ("amt", "verein", "verband", "museum", "theater", "institut", "archiv")

# Picture agencies and banks: named without a label they still make a text a credit.
BANKS = _words(
    "dpa epd kna afp ddp ap reuters imago adobestock istock istockphoto shutterstock pixabay unsplash pexels flickr"
    " freepik fotolia getty alamy imagebroker depositphotos wikimedia pixelio vecteezy canva westend"
    " colourbox panthermedia photocase dreamstime"
)
# They name a source behind a label; alone they are as often what is spoken of.
PLATFORMS = _words("wikipedia openstreetmap instagram facebook google youtube linkedin tiktok")
BANK_NAMES = (
    "picture alliance",
    "picture-alliance",
    "adobe stock",
    "getty images",
    "wikimedia commons",
    "funke foto services",
    "imago images",
    "mauritius images",
    "ullstein bild",
    "akg-images",
    "action press",
)

# No creator: the print says that nobody is named, or only what the picture is.
NAMELESS = _words(
    "privat private privataufnahme privatfoto privatarchiv privatbesitz archiv archivfoto archivbild künstlerarchiv"
    " familienarchiv bildarchiv symbolbild symbolfoto repro montage fotomontage bildmontage unbekannt anonym n.n."
    " veranstalter veranstalterin veranstaltende handout pr promo ki ki-generiert ausschnitt eigenproduktion"
) | frozenset(
    (
        "privates archiv",
        "unbekannter fotograf",
        "unbekannte fotografin",
        "eigenes werk",
        "eigene darstellung",
        "eigene berechnung",
        "eigene grafik",
        "own work",
        "eigene aufnahme",
        "eigenes foto",
        "n. n.",
        "mit ki erstellt",
        "ki generiert",
    )
)
SHOWN_ROLES = _words(
    "mitglied leiter leiterin sprecher sprecherin pressesprecher pressesprecherin vorsitzender vorsitzende"
    " geschäftsführer geschäftsführerin mitarbeiter mitarbeiterin mitarbeiterinnen vorstand direktor direktorin"
    " referent referentin ratsmitglied bezirksbürgermeister bezirksbürgermeisterin"
)
ROLES = SHOWN_ROLES | _words(
    "fotograf fotografin bildjournalist bildjournalistin journalist journalistin frei pressefotograf pressefotografin"
    " fotojournalist fotojournalistin stadtfotograf stadtfotografin"
)
LEAD_INS = re.compile(
    r"(?:(?:screenshot|repro|archiv(?!\s+(?:der|des|für)\b)|symbolbild|fotograf|fotografin|grafikerin|grafiker|designerin|designer|stadtfotograf"
    r"|stadtfotografin|by|via|von|vom|courtesy of)\s+"
    r"|(?:mit freundlicher genehmigung|zur verfügung gestellt|bereitgestellt)\s(?:von|durch|der|des|vom)\s+)(?=\S)",
    re.IGNORECASE,
)

GENERATIONS = _words("jun. jun sen. sen jr. jr sr. sr")
PERSON_PARTICLES = _words("von vom van der den de da di del della dos du la le el al bin ibn ben ten ter zu y und")
# Between the words of an organisation's name; without an organisation in front they open a description.
LINKS = _words("für der des die den dem im am an in zum zur von vom zu und of the and for & + aus ob et")
LOCATIVES = _words("am an im in aus")
NO_NAME_END = PERSON_PARTICLES | LINKS

ARTICLES = _words(
    "der die das ein eine einer einem einen dem den des im in am an auf bei beim mit vor nach zum zur unter über aus"
    " unser unsere unserem hier so von vom blick als wie zwei drei vier fünf viele alle dieser diese dieses während für"
)
CUTTING_WORDS = (
    "Der Die Das Ein Eine Einen Einer Im In Am An Auf Bei Beim Mit Vor Nach Zum Zur Unter Über Aus Unser Unsere Hier So"
    " Zwei Drei Viele Alle Diese Dieser Dieses Während Für"
).split()
# In front of a label they make it a part of a sentence: `Auf dem Foto: …` names who is shown.
BEFORE_NO_LABEL = _words(
    "das dem den der des ein eine einem einen im am beim zum unser unserem unseren diesem dieses dies vom aufs die"
    " dieser ins mein jedes kein fürs obere untere linke rechte oberes unteres linkes rechtes erste zweite dritte"
)

# At the head of a text behind a label, and nowhere in a person's name: what follows is described.
ADJECTIVES = _words(
    "rote roter rotes neue neuer neues alte alter altes junge junger junges große großer großes kleine kleiner kleines"
    " grüne grüner grünes bunte bunter buntes schöne weiße schwarze blaue gelbe historische historischer historisches"
    " künftige künftiger künftiges geplante geplanter geplantes aktuelle aktueller mehrere einige viele"
)
# What a picture shows, at the head of a text that a label opens.
SUBJECTS = _words(
    "ansicht außenansicht innenansicht vorderansicht logo wappen flagge plakat anblick aufnahme ausblick blick"
    " eindruck eindrücke eltern entwurf eröffnung frau frauen gäste gruppe gruppenbild gruppenfoto jugendliche jury"
    " kinder luftaufnahme luftbild mann männer menschen mitglieder modell neubau personen person planung publikum"
    " sanierung symbolbild teilnehmende teilnehmer teilnehmerinnen überblick übersicht umbau ausbau abriss verleihung"
    " übergabe vertreter vertreterinnen weg gewinner gewinnerinnen preisträger preisträgerinnen schüler schülerinnen"
    " schulkinder besucher besucherinnen mitarbeitende einweihung spatenstich oberbürgermeister oberbürgermeisterin"
    " bürgermeister bürgermeisterin bezirksbürgermeister ministerpräsident bezirksbürgermeisterin minister ministerin"
    " dezernent dezernentin stadtdirektor bundespräsident bundeskanzler"
)
SUBJECT_SUFFIXES = tuple(
    "straße str. platz brücke gelände anlage becken allee neubau gebäude markt fest umzug".casefold().split()
)
MOMENTS = _words(
    "einsatz winter sommer herbst frühling frühjahr schnee regen bau gespräch betrieb licht abendlicht nacht"
)
# Places that are seen and make no pictures.
SIGHTS = _words(
    "rathaus autobahn park stadtpark bahnhof hauptbahnhof zeche stadion halle sporthalle bad freibad hallenbad markt"
    " siedlung quartier schloss burg innenstadt altstadt stadtteil baustelle radweg fahrradweg hafen dom turm wald"
    " kanal see rathauses hochhaus brunnen denkmal"
)
# A building or a place: under `Lageplan:` or `Luftbild:` the thing shown, not the one who drew it.
FACILITIES = SIGHTS | _words(
    "schulzentrum schule grundschule gesamtschule realschule gymnasium kita museum kirche zentrum feuerwache theater"
    " krankenhaus campus"
)
DIRECTIONS = _words("links rechts oben unten mitte vorne hinten hier folgt siehe bildmitte außen innen vorn")

ABBREVIATIONS = _words(
    "dr prof st co ing dipl med phil jun sen bzw inkl ca nr str gebr hl geb ev kath mag rer nat jr sr hd inc ltd abt"
)

TOWN = re.compile(
    r"\S{3,30} (?:am|an der|im|ob der|vor der|in|in der|a\. ?d\.|a\.) "
    r"(?:Main|Ruhr|Rhein|Neckar|Saale|Breisgau|Tauber|Höhe|Oder|Elbe|Weser|Lippe|Westfalen|Donau|Inn|Lahn|Leine)"
)
DOMAIN = re.compile(
    r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+){0,3}\.(?:de|com|org|net|eu|info|nrw|at|ch|io)(?:/\S*)?", re.IGNORECASE
)
DIRECTION_OF_READING = re.compile(r"(?<!\w)v\. ?(?:l|r|o|u)\b|von (?:links|rechts|oben)|(?<!\w)vlnr\b", re.IGNORECASE)
