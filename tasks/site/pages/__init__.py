"""The readable pages of the published tree: complete HTML documents, by kind of page.

    release      a release, and what stands in place of a withdrawn one
    browse       start page, source page, year page
    withdrawn    the log of withdrawals
    search       the page that searches in the reader's browser
    status       how the sources fare
    lines        what lists of releases share

Without JavaScript; a content security policy forbids everything but pictures and the stylesheet of this tree. Each
release page carries its facts as schema.org JSON-LD, in a data block that no browser runs.
"""
