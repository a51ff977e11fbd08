"""Reading a release page: from bytes to a `Reading`, or a `ReadingError` that says what did not read cleanly.

Rooms, in order: `decode` (bytes to text), `document` (the whole page, parsed in C, searched by `selectors`),
`furniture` (what is no release) and `graft` (the rest as BeautifulSoup's tree); `figures` with `packed` (pictures),
`lines`, `blocks` and `pieces` (the page in reading order); `divide` (which piece is what: `title`, `head` with
`dateline` and `dates`, `foot` with `address` and `phone`); `marking`, `captions` and `pairing` (which caption is
whose), `picture_credits` with `statements` (credits that stand at no picture); `links`, `declared` (what the page says
to machines) and `whole` (is it one whole release?); `page` leads through them.
"""
