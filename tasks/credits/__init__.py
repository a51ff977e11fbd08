"""Credits: from a caption as printed to its parts. Pure functions; no page, no network.

German cities print the photographer in the caption, over the picture or in an attribute, in many forms: `forms` lists
them with their traps, `nouns` the words of their labels. `labels`, `naming` and `finding` find a credit in a text,
`remarks` what stands beside it (dates, licences, notes on use), and `reading` takes both out. `parting` and `creators`
part a credit's names; `leaves` and `evidence` tell persons from organisations by what is printed and what is known
beforehand (`ground`). `words` and `places` are the vocabulary.

The parts are those of the IPTC Photo Metadata Standard: credit line, creator, copyright notice, usage terms. Nothing
printed is lost (`Credited.pieces` joined is the text) and nothing is invented: a text that does not read as names
stays in the caption.
"""

from tasks.credits.reading import Credited, Piece, read_caption, read_credit

__all__ = ["Credited", "Piece", "read_caption", "read_credit"]
