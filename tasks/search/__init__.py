"""Search in the reader's browser, without a server: a Pagefind bundle a year, merged when somebody asks.

    records   what is indexed of a release, and its row: what filters and sorting need of it
    engine    Pagefind, which makes the index and brings what runs in the browser
    bundle    one year of one source as files, made from that year's releases alone
    places    where all that stands
    manifest  which bundles there are; the page that searches reads it first

    search/index.html                                 the page (`tasks.site`)
    search/manifest.json                              names the engine and every bundle, newest year first
    search/pagefind-<version>/…                       the engine: script, WebAssembly, an empty index to merge into
    search/<source>/<year>/pagefind-entry.json …      a bundle as Pagefind writes it: `index/`, `fragment/`, metadata
    search/<source>/<year>/rows.json.gz               day, publisher, status, pictures and credits of each release
    search/<source>/<year>/files.json                 every file of the bundle with its SHA-256

Why it is cut so. Every search fetches, of each bundle it looks into, the metadata (6 kB for 1,000 releases) and, for
each word, one chunk of the index (some 30 kB, whatever the bundle's size). Looking into thirty years at once would cost
a megabyte before the first result. So the newest year is searched first, then the next ones, in steps that double,
until a page is full of results; older years follow when the reader asks for them, or by themselves where too little was
found. What a search costs so depends on the answer, not on the archive's age: with thirty years of 1,000 releases
213 kB for words of the newest year, page, script and program included; 1.25 MB to learn that a word stands nowhere;
55 kB where filters alone are asked for. A chosen year is the only one that is fetched, and a new release touches its
own year's bundle and the manifest alone.

Filters and dates are kept in `rows.json.gz`, not in Pagefind's own filters: those are written in an order that differs
each time, and these tell a release's day, publisher and credits before its fragment is fetched. Same releases, same
bytes: unchanged chunks and fragments, which are named by their content, are not written again.

Order of writes: fragments and chunks, then what names them, `files.json` last; then what the bundle no longer names is
removed, all of it: whatever was withdrawn is in no file any more, however packed. A page that was open meanwhile
notices by the manifest that the bundle is another one, and loads it anew.
"""
