"""The readable pages of the published tree: complete HTML documents, by kind of page.

    release      a release, and what stands in place of a withdrawn one
    browse       start page, source page, year page, month pages
    shelves      by publisher and by credit
    wall         pictures with their credits
    recent       what happened to releases after they were archived
    about        what is kept, with a chart of it
    withdrawn    the log of withdrawals
    search       the page that searches in the reader's browser
    status       how the sources fare
    leaves, parts, lines    what pages of lists share

Without JavaScript, but for the page that searches; a content security policy forbids everything but pictures and
stylesheets of this tree, and on that page its own script. Each release page
carries its facts as schema.org JSON-LD, in a data block that no browser runs.
"""
