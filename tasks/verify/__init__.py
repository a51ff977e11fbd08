"""A reader's check of a published copy, in a folder or on a host: nothing that the copy says is trusted.

It starts from `index.json` and `index.html`, follows every link inside the copy, reads each file once and holds it
against what the others say of it: every listed SHA-256 and size, every count, every release against its row in the
year's index, every JSON file against the schema that lies beside it. `places` reads a file of a copy, `links` says what
a file names, `examine` what is wrong with one file, `books` what is wrong between them, `walk` goes the way.

What a copy holds besides (a host's own files) is none of its links and no fault. The check needs neither the storage
nor the ledger: whoever has a copy can make it.
"""

from tasks.verify.places import Folder, Host, Place, Read, open_host
from tasks.verify.walk import Fault, Verdict, verify

__all__ = ["Fault", "Folder", "Host", "Place", "Read", "Verdict", "open_host", "verify"]
