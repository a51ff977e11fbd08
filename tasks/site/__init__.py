"""The reading site: values in, text out. Nothing here reads a clock, a network, a bucket or the environment.

    strings    every word the site says, German first, English second
    wording    dates, numbers, sizes and counts in the reader's language
    rendering  what all pages share: Site, templates, addresses that are safe to write, forbidden characters
    pages      every page, by kind; the stylesheet and icon they link stand beside
    slugs      file names for names
    revisions  the feed of changes
    feeds      Atom (RFC 4287) and JSON Feed 1.1

Every link is relative to the file it stands in and names a file, so the pages work from disk, from any static host
and below any prefix of an S3 endpoint. Everything that came from a city's site is data: it is escaped, and it can
add no script, no foreign request and no link that is not http or https.
"""
