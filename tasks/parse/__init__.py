"""Reading a release page: from bytes to a `Reading`, or a `ReadingError` that says what did not read cleanly.

Rooms, in order: `decode` (bytes to text), `pieces` (the page as blocks in reading order), `dates`, `address`
(publisher), `figures` (pictures and their captions), `page` (which block is what).
"""
