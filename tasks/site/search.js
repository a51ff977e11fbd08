// Search in the browser, by Pagefind: a bundle a year, the newest looked into first, older ones as long as too little
// is found or as the reader asks for them. What was found is data: it is written as text, never as markup.

const PAGE = 10;
const OFFERED = 500;
const EXCERPT = 34;
const PATIENCE = 60_000;
const page = new URL(".", location.href);
const [form, found, results, more, credits] = ["search", "found", "results", "more", "credits"].map((id) =>
  document.getElementById(id),
);
const words = JSON.parse(document.getElementById("words").textContent);
const language = document.documentElement.lang;

// What was fetched so far: bundles that were merged, rows of releases by the names of their fragments.
class Shelf {
  constructor(engine) {
    this.engine = engine;
    this.pagefind = null;
    this.held = new Map();
    this.merged = new Map();
    this.read = new Map();
    this.rows = new Map();
  }

  isOf(bundles) {
    const now = new Map(bundles.map((one) => [one.folder, one.sha256]));
    return [...this.held].every(([folder, sha256]) => now.get(folder) === sha256);
  }

  async find(bundles, query) {
    const hits = query.q ? await this.ask(bundles, query.q) : await this.all(bundles);
    const folders = new Set(bundles.map((one) => one.folder));
    return hits
      .map((hit) => ({ hit, row: this.rows.get(hit.id) }))
      .filter(({ row }) => row && folders.has(row.folder) && passes(row, query))
      .sort(query.sort === "date" || !query.q ? byDate : byScore);
  }

  async ask(bundles, term) {
    this.pagefind ??= await started(this.engine);
    await inTime(each(bundles, this.merged, (one) => this.merge(one)));
    const { results } = await this.pagefind.search(term);
    if (results.some((one) => !this.rows.has(one.id))) await this.readRows(bundles);
    return this.meant(results, term);
  }

  // Where a bundle lacks a word, Pagefind finds the longest beginning of it instead ("raum" for "Raumschiffwerft"), and
  // for all its hits at once: so one hit of each bundle tells whether its words are the ones that were asked for.
  async meant(results, term) {
    const first = new Map();
    for (const hit of results) {
      const folder = this.rows.get(hit.id)?.folder;
      if (folder && !first.has(folder)) first.set(folder, hit);
    }
    const wrong = new Set();
    await Promise.all([...first].map(async ([folder, hit]) => (await says(hit, term)) || wrong.add(folder)));
    return results.filter((hit) => !wrong.has(this.rows.get(hit.id)?.folder));
  }

  // Without words every release is found; Pagefind would read the whole index for that.
  async all(bundles) {
    await this.readRows(bundles);
    return [...this.rows].map(([id, { folder }]) => ({ id, data: () => readFragment(folder, id) }));
  }

  merge({ folder, sha256 }) {
    this.held.set(folder, sha256);
    const options = { baseUrl: "/", excerptLength: EXCERPT, metaCacheTag: sha256.slice(0, 8) };
    return this.pagefind.mergeIndex(new URL(folder, page).href, options);
  }

  async readRows(bundles) {
    await each(bundles, this.read, (one) => this.readBundle(one));
    for (const row of this.rows.values()) row.credits.forEach(offer);
  }

  async readBundle({ folder, sha256 }) {
    this.held.set(folder, sha256);
    const table = JSON.parse(await unpacked(`${folder}rows.json.gz`));
    for (const [fragment, published, status, images, publisher, names] of table.rows) {
      const named = { publisher: table.publishers[publisher] ?? "", credits: names.map((place) => table.credits[place]) };
      this.rows.set(fragment, { folder, published, status, images, ...named });
    }
  }
}

async function says(hit, term) {
  const { content, locations, meta } = await hit.data();
  const all = content.split(/\s+/);
  const said = parts([...locations.map((place) => all[place]), meta.title, meta.subtitle].join(" "));
  return parts(term).every((word) => said.some((one) => shared(one, word) >= Math.max(word.length - 5, word.length / 2)));
}

// The words as Pagefind compares them, but for their endings.
function parts(text) {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase(language);
  return plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

function shared(one, other) {
  let length = 0;
  while (length < other.length && one[length] === other[length]) length += 1;
  return length;
}

// The work done for each bundle, once.
function each(bundles, done, work) {
  for (const one of bundles) if (!done.has(one.folder)) done.set(one.folder, work(one));
  return Promise.all(bundles.map((one) => done.get(one.folder)));
}

async function started({ folder }) {
  const { createInstance } = await import(new URL(`${folder}pagefind.js`, page));
  return createInstance({ basePath: new URL(folder, page).href, noWorker: true, metaCacheTag: "" });
}

const byScore = (one, other) => other.hit.score - one.hit.score || byDate(one, other);
const byDate = (one, other) => (one.row.published < other.row.published ? 1 : one.row.published > other.row.published ? -1 : 0);

function passes(row, query) {
  const credit = query.credit?.toLocaleLowerCase(language);
  return (
    (!query.publisher || row.publisher === query.publisher) &&
    (!query.status || row.status === query.status) &&
    (!query.pictures || row.images > 0) &&
    (!credit || row.credits.some((name) => name.toLocaleLowerCase(language).includes(credit)))
  );
}

// Pagefind waits for its program without end, be it never to come.
function inTime(work) {
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("no answer in time")), PATIENCE));
  return Promise.race([work, late]);
}

async function fetched(path) {
  const answer = await fetch(new URL(path, page));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

// The text of a packed file; a host may have unpacked it on the way.
async function unpacked(path) {
  const bytes = new Uint8Array(await (await fetched(path)).arrayBuffer());
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const stream = packed ? new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")) : bytes;
  return new Response(stream).text();
}

// A release as Pagefind keeps it, its text in short.
async function readFragment(folder, id) {
  const { url, content, meta } = JSON.parse((await unpacked(`${folder}fragment/${id}.pf_fragment`)).replace(/^pagefind_dcd/, ""));
  return { raw_url: url, meta, excerpt: content.split(/\s+/).slice(0, EXCERPT).join(" ") };
}

// One question and how far its answer has come: the years that were looked into, what was found there, what is shown.
class Search {
  constructor(query, shelf, bundles) {
    this.query = query;
    this.shelf = shelf;
    const asked = bundles.filter((one) => (!query.year || `${one.year}` === query.year) && (!query.source || one.source === query.source));
    this.years = [...new Set(asked.map((one) => one.year))].map((year) => asked.filter((one) => one.year === year));
    this.looked = 0;
    this.found = [];
    this.shown = 0;
  }

  get isWhole() {
    return this.looked === this.years.length;
  }

  async advance() {
    const wanted = this.shown + PAGE;
    for (let step = 1; !this.isWhole && this.found.length < wanted; step *= 2) {
      this.looked = Math.min(this.looked + step, this.years.length);
      const bundles = this.years.slice(0, this.looked).flat();
      this.found = await this.shelf.find(bundles, this.query);
    }
    this.shown = Math.min(wanted, this.found.length);
    return Promise.all(this.found.slice(0, this.shown).map(async ({ hit, row }) => ({ row, data: await hit.data() })));
  }

  get said() {
    const n = this.found.length;
    if (this.isWhole) return n ? count(words.found, n) : words.none;
    const [first, last] = [this.years[this.looked - 1][0].year, this.years[0][0].year];
    const years = first === last ? `${first}` : words.to.replace("{first}", first).replace("{last}", last);
    return (n ? count(words.foundIn, n) : words.noneIn).replace("{years}", years);
  }
}

function count(text, n) {
  const [one, many] = text.split("|");
  return (n === 1 ? one : many).replace("{n}", n.toLocaleString(language));
}

function day(published) {
  const timeZone = published.includes("T") ? words.zone : "UTC";
  return new Date(published).toLocaleDateString(language, { dateStyle: "long", timeZone });
}

function made(name, content, attributes = {}) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...[content].flat());
  return element;
}

function item({ row, data }) {
  const marks = [row.publisher, row.images ? count(words.images, row.images) : "", row.status === "live" ? "" : words[row.status]];
  const said = marks.filter(Boolean).join(" · ");
  const body = [
    made("a", data.meta.title, { class: "title", href: new URL(`../${data.raw_url}`, page).href }),
    ...(data.meta.subtitle ? [made("p", data.meta.subtitle, { class: "subtitle" })] : []),
    made("p", excerpt(data.excerpt), { class: "subtitle excerpt" }),
    ...(said ? [made("p", said, { class: "marks" })] : []),
  ];
  return made("li", [made("time", day(row.published), { datetime: row.published }), made("div", body)]);
}

function excerpt(markup) {
  const parts = markup.replaceAll("&lt;", "<").replaceAll("&gt;", ">").split(/<mark>(.*?)<\/mark>/s);
  return parts.map((text, place) => (place % 2 ? made("mark", text) : text));
}

const offered = new Set();
function offer(name) {
  if (offered.has(name) || offered.size === OFFERED) return;
  offered.add(name);
  credits.append(made("option", [], { value: name }));
}

let shelf = null;
let present = null;

async function begin(query) {
  const { engine, bundles } = await (await fetched("manifest.json")).json();
  if (!shelf?.isOf(bundles)) shelf = new Shelf(engine);
  return new Search(query, shelf, bundles);
}

// Whoever asks anew while an answer is under way wants that one no more; what fails is tried once more from the start,
// since a bundle may have been replaced meanwhile.
async function answer(query, again = true) {
  const turn = (present = { query });
  say(words.busy, true);
  try {
    const search = await begin(query);
    const items = await search.advance();
    if (turn === present) show((present = search), items);
  } catch (error) {
    shelf = null;
    if (turn !== present) return;
    if (again) return answer(query, false);
    console.warn(error);
    show(null, []);
  }
}

function say(text, busy = false) {
  found.textContent = text;
  results.setAttribute("aria-busy", busy);
}

function show(search, items) {
  results.replaceChildren(...items.map(item));
  more.hidden = !search || (search.isWhole && search.shown === search.found.length);
  more.textContent = search?.found.length > search?.shown ? words.more : words.older;
  say(search ? search.said : words.failed);
}

more.addEventListener("click", async () => {
  const search = present;
  const before = search.shown;
  say(words.busy, true);
  try {
    const items = await search.advance();
    if (search !== present) return;
    show(search, items);
    results.children[before]?.querySelector("a").focus();
  } catch {
    answer(search.query);
  }
});

function asked() {
  return Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, value.trim()]).filter(([, value]) => value));
}

function run() {
  const query = asked();
  if (Object.keys(query).some((key) => key !== "sort")) return answer(query);
  present = null;
  show(null, []);
  say(words.ready);
}

function fill() {
  const params = new URLSearchParams(location.search);
  for (const field of form.elements) {
    if (field.type === "checkbox") field.checked = params.has(field.name);
    else if (field.name) put(field, params.get(field.name) ?? "");
  }
}

// A link may ask for what the form does not offer, and finds nothing then.
function put(field, value) {
  field.value = value;
  if (field.value !== value && field.matches("select")) field.append(new Option(value, value, false, true));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const params = new URLSearchParams(asked()).toString();
  history.pushState(null, "", params ? `?${params}` : location.pathname);
  run();
});
form.addEventListener("change", (event) => {
  if (event.target.matches("select, [type=checkbox]")) form.requestSubmit();
});
addEventListener("popstate", () => {
  fill();
  run();
});

fill();
run();
