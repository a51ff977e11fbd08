"""What each kind of object can be rebuilt from: the table of repairs. Pure.

| object | rebuilt byte for byte from | otherwise |
|---|---|---|
| any | the same bytes, where they stand under another name (swapped, duplicated) | |
| capture of a page or list | nothing else | lost: the archive no longer holds what the site answered then |
| capture of a picture or file | its own undamaged beginning and the published original | lost, the original stays |
| content | the published `v<n>.json` that says it | its captured page, where today's reader reads the same |
| original below `images/`, `files/` | the capture that holds it | lost |
| ledger, source record | its copy, where nothing was observed since the last audit | see below |
| edition | its copy; else it is made anew by publishing | |
| published file, rendition | the contents and originals, by publishing | |
| sheet of an original | the original, by publishing | |
| the site's assets | the program, as long as it brings the same | made anew by publishing |
| agenda | the ledgers, by the next run of the source | |
| health of a source, status page | the next run of the source | |
| copy, capture list, register | what they are copies and lists of, at the end of the audit | |
| mark of the format | the flow `upgrade-archive` | |
| audit report | nothing else | lost |
| backfill's plan, slice, list | nothing else | lost; without its folder the next `backfill` looks anew |

A damaged ledger that changed since its copy was made is not put back by an older one; a lost one is, as it then stood.
What captures tell (states, versions, when the page was seen to say so) can be read from them again; checks that met no
answer, listings and decisions stand in the ledger alone. An object that nothing names is removed only where its bytes
stand soundly where they belong, or, an image or file, where a sound capture holds it; other evidence stays.
"""

from tasks.audit.places import Room, place_of
from tasks.types.audit import Kind

_LOST = "nothing else holds it"
_ANEW = "nothing else holds it; once its whole folder is removed, the next backfill looks anew"
_REMEDIES: dict[Room, str] = {
    "capture": "a picture's or file's from its own beginning and the published original; a page's from nothing else",
    "content": "the published version that says it, or its captured page",
    "medium": "the capture that holds it",
    "rendition": "publishing",
    "sheet": "publishing",
    "asset": "publishing",
    "file": "publishing",
    "ledger": "its copy of the last audit, where nothing was observed since",
    "record": "its copy of the last audit, where no run succeeded since",
    "year": "its copy of the last audit, or publishing",
    "shelves": "its copy of the last audit, or publishing",
    "root": "its copy of the last audit, or publishing",
    "register": "what stands in the storage, at the end of the audit",
    "list": "what stands in the storage, at the end of the audit",
    "copy": "what it is a copy of, at the end of the audit",
    "agenda": "the next run of the source",
    "health": "the next run of the source",
    "status": "the next run of any source",
    "report": _LOST,
    "format": "the flow upgrade-archive",
    "plan": _ANEW,
    "slice": _ANEW,
    "elsewhere": _ANEW,
    "nowhere": _LOST,
}


def remedy(kind: Kind, key: str) -> str:
    """What would put that right."""
    if kind == "stray":
        return "removed where the same bytes stand soundly where they belong"
    if kind == "contradiction":
        return "the next observation" if key.startswith("ledger/") else "publishing"
    return _REMEDIES[place_of(key).room]
