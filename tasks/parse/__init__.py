"""Reading a release page: from bytes to a `Reading`, or a `ReadingError` that says what did not read cleanly.

Rooms, in order: `decode` (bytes to text), `furniture` (what is no release), `figures` (pictures), `lines`, `blocks` and
`pieces` (the page in reading order), `divide` (which piece is what: `head` with `dates`, `foot` with `address`),
`marking`, `captions` and `pairing` (which caption is whose), `links`, and `page`, which leads through them.
"""
