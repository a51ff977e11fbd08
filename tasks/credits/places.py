"""The vocabulary of proper names: Germany's larger cities with the Ruhr area's towns, regions, common given names.

A name that begins with a city is no person's: `Bochum Kreativ`. A given name says the contrary, since surnames may be
towns: `Karl Essen`. Casefolded.
"""

CITIES = frozenset(
    (
        "aachen augsburg berlin bielefeld bochum bonn bottrop braunschweig bremen bremerhaven castrop-rauxel chemnitz"
        " cottbus darmstadt datteln dinslaken dorsten dortmund dresden duisburg düren düsseldorf ennepetal erfurt"
        " erlangen essen frankfurt freiburg fürth gelsenkirchen gevelsberg gladbeck göttingen gütersloh hagen halle"
        " haltern hamburg hamm hanau hannover hattingen heidelberg heilbronn herdecke herne herten hildesheim"
        " ingolstadt iserlohn jena kaiserslautern kamen kamp-lintfort karlsruhe kassel kiel koblenz krefeld köln"
        " leipzig leverkusen lübeck ludwigshafen lünen magdeburg mainz mannheim marl moers mönchengladbach mülheim"
        " münchen münster neuss nürnberg oberhausen offenbach oldenburg osnabrück paderborn pforzheim potsdam ratingen"
        " recklinghausen regensburg remscheid reutlingen rostock saarbrücken salzgitter schwerin schwerte siegen"
        " solingen stuttgart trier ulm unna velbert voerde waltrop wesel wetter wiesbaden witten wolfsburg wuppertal"
        " würzburg"
    ).split()
)
REGIONS = frozenset(
    (
        "ruhr ruhrgebiet rhein-ruhr metropole emscher lippe niederrhein rheinland münsterland sauerland westfalen"
        " südwestfalen nordrhein-westfalen niedersachsen bayern hessen sachsen thüringen brandenburg saarland"
        " schleswig-holstein rheinland-pfalz mecklenburg-vorpommern sachsen-anhalt baden-württemberg"
    ).split()
)
# Surnames at least as often: at a name's end they tell nothing.
SURNAMES = frozenset("berlin bonn bremen halle hagen hamburg hamm kamen kassel münster trier ulm wesel witten".split())
GIVEN_NAMES = frozenset(
    (
        "achim adrian agnes alexander alexandra alfred ali alina amelie andrea andreas angela angelika anika anja anke"
        " anna anne annette anni annika anton antonia arne arno arthur astrid axel ayşe barbara bastian beate ben"
        " benedikt benjamin bernd bernhard bettina birgit björn boris brigitte bruno burkhard carina carl carla carmen"
        " carolin caroline carsten cem charlotte christa christian christiane christina christine christof christoph"
        " clara claudia clemens cornelia dagmar dana daniel daniela david denis dennis detlef dieter dietmar dirk"
        " dominik doris dorothea eberhard eckhard elena elif elisabeth elke ella ellen emil emilia emine emma emre"
        " erich erik erika ernst erwin eva fabian fatma felix ferdinand finn florian frank franz franziska fred"
        " friederike friedrich fritz gabi gabriele georg gerd gerhard gerlinde gisela gregor greta günter günther"
        " gudrun guido gustav hagen hannah hanna hannelore hannes hans harald hartmut hasan heike heiko heiner heinrich"
        " heinz helen helena helga helmut hendrik henning henrik henry herbert hermann hilde holger horst hubert hugo"
        " ibrahim ida ilka ilse ina ines inga inge ingo ingrid irene iris isabel isabell jakob jan jana janine jannik"
        " jasmin jens jenny jessica joachim jochen johann johanna johannes jonas jonathan jörg jörn josef judith jule"
        " julia julian juliane jürgen jutta kai karin karl karla karsten katharina kathrin katja katrin kerstin kevin"
        " kilian kim kirsten klara klaus konrad konstantin kristina kristin kurt lara lars laura lea lena leo leon"
        " leonie lina linda lisa lothar louis louisa luca lucas ludwig luisa luise lukas lutz magdalena maik maja"
        " malte manfred manuel manuela mara marc marcel marco marcus mareike margarete maria marianne marie marina"
        " mario marion marius mark markus marlene marlies martha martin martina mathias mathilde matthias max"
        " maximilian mehmet melanie merle meike mia michael michaela miriam mohammed monika moritz murat mustafa nadine"
        " nadja natalie nele nico nicole niklas nils nina noah nora norbert oliver olaf oskar otto patricia patrick"
        " paul paula pauline peter petra philip philipp pia rainer ralf ralph ramona raphael regina reiner reinhard"
        " renate rené richard rita robert robin roland rolf roman rosa rosemarie rudolf rüdiger ruth sabine sabrina"
        " samuel sandra sara sarah sascha sebastian selin selma silke silvia simon simone sina sofia sonja sophia"
        " sophie stefan stefanie steffen stephan stephanie susanne sven svenja swen tanja tatjana theo theodor theresa"
        " thomas thorsten tilman tim timo tina tobias tom torben torsten udo ulla ulli ulrich ulrike ursula ute uwe"
        " valentin vanessa vera verena veronika viktor viktoria vincent volker walter waltraud werner wilhelm wilfried"
        " willi winfried wolf wolfgang wolfram yannick yasemin yusuf yvonne"
    ).split()
)


def _adjectives(city: str) -> set[str]:
    """`Essener`, `Bremer`, `Dresdner`: how a city's adjective may be formed."""
    return {f"{city}er"} | ({f"{city[:-2]}er", f"{city[:-2]}ner"} if city.endswith("en") else set())


OF_CITIES = frozenset(adjective for city in CITIES for adjective in _adjectives(city)) | {"münsteraner"}
"""Adjectives that stand before an organisation's name: `Essener Lichtspiele`."""


def is_given_name(word: str) -> bool:
    """Whether that is a common given name, or several joined by hyphens."""
    return bool(word) and all(part in GIVEN_NAMES for part in word.casefold().split("-"))


def ends_with_place(words: list[str]) -> bool:
    """Whether a name of several words ends with a city or a region, as only an organisation's does."""
    last = words[-1].casefold().split("-", maxsplit=1)[0]
    return len(words) > 1 and last in (CITIES | REGIONS) - SURNAMES and words[-1][:1].isupper()


def begins_with_place(words: list[str]) -> bool:
    """Whether a name of several words begins with a city, a region, or an adjective made of one."""
    first = words[0].casefold()
    named = first in CITIES or first in REGIONS or first in OF_CITIES
    return len(words) > 1 and named and not is_given_name(first)
