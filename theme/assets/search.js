// The search page: names first, from our own index of every unit, association and indicator; then
// what Pagefind finds in the text of the pages.  On a large site the text of units is in bundles of
// their own by code: those of the places that the query names are asked beside the main one.
// Pagefind is asked in several spellings; the answers are merged and the best are ranked again.
import {
  KIND, RANK, accented, bestFirst, fold, forms, isNumber, justBefore, nearest, partOf, rank, spelledOut, variants,
} from "./search-rank.js";

const base = new URL("..", import.meta.url); // this script lies in assets/ of the site
const FACETS = ["cap", "tinh", "hoi"];
const RERANKED = 24;
const PAGE = 20;
const OPENING = 40; // words of a page that is named
const TRIED = 4; // shards of names, the rarest word first
const PARTS = 2; // bundles of named places
const SAID = 5; // places named beside other words
const CHANCE = RANK.SPREAD;
const BETWEEN = new Set(["ở", "o", "tại", "của", "cua", "thuộc", "thuoc"]);

// The index of names: its files are described in generator/search/names.py.
const files = new Map();
const load = (file) => {
  if (!files.has(file)) {
    files.set(file, fetch(new URL(`tim-kiem/ten/${file}.json`, base)).then((answer) => {
      if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
      return answer.json();
    }));
    files.get(file).catch(() => files.delete(file)); // the next search tries again
  }
  return files.get(file);
};

// The shard with the longest key that the word begins with; of a word not yet whole, all that it begins.
const shardsOf = (shards, word) => {
  for (let end = word.length; end; end--) if (Object.hasOwn(shards, word.slice(0, end))) return [word.slice(0, end)];
  return Object.keys(shards).filter((key) => key.startsWith(word));
};

const lower = (name) => name.slice(0, 1).toLowerCase() + name.slice(1);

// An entry as the words, filters and address of a result.
const named = ({ places, spans, levels }, [title, id, place, span, weight, note, page, ...others]) => {
  const [level, code] = id.split("-");
  const above = [];
  for (let at = place; at !== null; at = places[at][1]) above.push(places[at]);
  const [top, , directory] = above.at(-1);
  const where = id ? above.map(([name]) => lower(name)).filter(Boolean).join(", ") : top;
  const today = note && `nay thuộc ${note}`;
  return {
    url: new URL(page || `${directory || "dia-phuong/"}#${id}`, base).pathname + (page ? "" : `#${id}`),
    id, title, weight, code: code || "", others: id ? [] : others, bodies: id ? others : [], hasPage: Boolean(page),
    full: id && where ? `${title}, ${where}` : title,
    place: [levels[level], where].filter(Boolean).join(" · "),
    words: id ? [spans[span], today, `mã ${code}`].filter(Boolean).join("; ") : note,
    cap: levels[level], tinh: id && (top || title), hoi: id ? "" : others[0],
  };
};

// Every word of the query is one of the name, of the place or the code; the last may be unfinished.
const matches = (wanted, entry) => {
  const words = fold([entry.full, entry.code, ...entry.others].join(" ")).split(" ");
  return wanted.every((word, at) => words.some((own) => own === word || (at === wanted.length - 1 && !isNumber(word) && own.startsWith(word))));
};

const rankName = (query, { full, others, code }) => rank(query, { title: full, ten_khac: others.join(","), khong_dau: code });

// The name of a unit that the query says beside other words; one word alone may mean anything.
const saidIn = (wanted, { title }) => forms(title).map(fold).find((name) => name.includes(" ") && ` ${wanted} `.includes(` ${name} `));

// What the query names: units, associations, indicators; or else the units that it says among other words.
const matching = async (index, query) => {
  const wanted = fold(query);
  const keys = wanted.replace(KIND, "").trim().split(" ").filter(Boolean).map((word) => shardsOf(index.shards, word));
  const size = (some) => some.reduce((sum, key) => sum + index.shards[key], 0);
  const rarest = keys.filter((some) => some.length).sort((a, b) => size(a) - size(b)).slice(0, TRIED);
  const found = new Map();
  const said = new Map();
  for (const some of rarest) {
    const entries = (await Promise.all(some.map((key) => load(`tu-${key}`)))).flat().map((entry) => named(index, entry));
    for (const entry of entries) {
      if (matches(wanted.split(" "), entry)) found.set(entry.url, { ...entry, rank: rankName(query, entry) });
      else if (entry.cap && saidIn(wanted, entry)) said.set(entry.url, { ...entry, said: saidIn(wanted, entry) });
    }
    if ([...found.values()].some((entry) => entry.rank < CHANCE)) return [...found.values()];
  }
  const within = (entry) => [...said.values()].some((other) => other.said !== entry.said && ` ${other.said} `.includes(` ${entry.said} `));
  const places = [...said.values()].filter((entry) => !within(entry)).sort((a, b) => b.weight - a.weight).slice(0, SAID);
  return [...found.values(), ...places.map((entry) => ({ ...entry, rank: justBefore("SAID", entry) }))];
};

// The associations that a query names, the longest name first, with what else the query says.
const bodiesIn = ({ bodies }, query) => {
  const typed = query.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);
  const folded = typed.map(fold);
  const found = bodies.flatMap(([, ...names], at) => names.flatMap(forms).map(fold).flatMap((name) => {
    const words = name.split(" ");
    const start = folded.findIndex((_, from) => words.every((word, next) => folded[from + next] === word));
    return name && start >= 0 ? [{ at, name, rest: [...typed.slice(0, start), ...typed.slice(start + words.length)] }] : [];
  }));
  const longest = found.filter(({ name }) => name.length === Math.max(...found.map((one) => one.name.length)));
  const distinct = longest.filter(({ at }, place) => longest.findIndex((one) => one.at === at) === place);
  return distinct.map(({ at, rest }) => ({ at, rest: rest.filter((word, place) => place || !BETWEEN.has(word.toLowerCase())).join(" ") }));
};

// An association in a unit: its page; where the units named have none, these, then the association.
const inUnit = async (index, { at, rest }) => {
  const [slug, name, short] = index.bodies[at];
  const units = (await matching(index, rest)).filter((entry) => entry.cap);
  if (!units.length) return [];
  const everywhere = { ...named(index, [name, "", 0, 0, 0, "", `hoi/${slug}/`, short]), place: "", rank: RANK.EVERYWHERE };
  const pages = units.filter(({ bodies }) => bodies.includes(at)).map((unit) => ({
    ...unit, url: `${unit.url}${slug}/`, title: `${name}, ${lower(unit.title)}`, full: `${name}, ${unit.full}`, hoi: short,
  }));
  if (pages.some(({ rank }) => rank < CHANCE)) return [...pages, everywhere];
  const instead = units.filter(({ rank }) => rank < CHANCE).sort(nearest).slice(0, SAID);
  return [...pages, ...instead.map((unit) => ({ ...unit, rank: justBefore("INSTEAD", unit) })), everywhere];
};

const inUnits = async (index, query, { hoi }) => {
  const asked = hoi ? [{ at: index.bodies.findIndex(([, , short]) => short === hoi), rest: query }] : bodiesIn(index, query);
  const placed = asked.filter(({ rest }) => `${fold(rest)} `.replace(KIND, "").trim());
  return (await Promise.all(placed.map((one) => inUnit(index, one)))).flat();
};

const findNames = async (query, filters) => {
  const index = await load("tu");
  const there = await inUnits(index, query, filters);
  const own = there.some(({ rank }) => rank < CHANCE) ? [] : await matching(index, query);
  const found = new Map();
  for (const entry of [...own, ...there]) {
    if (!(found.get(entry.url)?.rank <= entry.rank)) found.set(entry.url, entry);
  }
  return [...found.values()].filter((entry) => Object.entries(filters).every(([facet, value]) => entry[facet] === value));
};

const OPTIONS = { baseUrl: base.pathname, excerptLength: 24, ranking: { metaWeights: { title: 8, khong_dau: 6, ten_khac: 6, trong_so: 0 } } };
const bundleFolder = new URL("pagefind/", base);
let engine;
const loadEngine = () => {
  engine ??= (async () => {
    const [pagefind, bundles] = await Promise.all([import(new URL("pagefind.js", bundleFolder)), fetch(new URL("bundles.json", bundleFolder))]);
    await pagefind.options({ ...OPTIONS, noWorker: true });
    await pagefind.init();
    const parts = await bundles.json();
    return { pagefind, parts, others: new Set(parts) };
  })();
  engine.catch(() => { engine = undefined; });
  return engine;
};

// The bundles of the province asked for, or of the places named, best first.
const partsOf = (text, index, names, { tinh }) => {
  if (tinh) return index.parts[tinh] || [];
  const sorted = names.filter(({ cap }) => cap).sort(nearest);
  const best = sorted.filter(({ rank }) => rank < sorted[0].rank + 1);
  return [...new Set(best.map(({ id, hasPage }) => hasPage && partOf(text.parts, id)).filter(Boolean))].slice(0, PARTS);
};

const merge = async ({ pagefind, others }, parts) => {
  const missing = parts.filter((part) => others.delete(part));
  await Promise.all(missing.map((part) => pagefind.mergeIndex(new URL(`${part}/`, bundleFolder).pathname, OPTIONS)));
};

// All hits of all variants, best score first; each carries the loader of its page's data.
const find = async (pagefind, query, filters) => {
  const answers = await Promise.all(variants(query).map((asked) => pagefind.search(asked, { filters })));
  const best = new Map();
  for (const { results } of answers) for (const hit of results) {
    if (!(best.get(hit.id)?.score >= hit.score)) best.set(hit.id, hit);
  }
  return [...best.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
};

// What a hit knows of its page, which was indexed as `xa/a.html`.
const pageOf = async (hit) => {
  const page = await hit.data();
  return { ...page, url: page.url.replace(/\.html$/, "/") };
};

// Names and the best pages in one order; a page that is also a name keeps the better rank of the two.
const rankBest = async (query, names, hits) => {
  const pages = await Promise.all(hits.slice(0, RERANKED).map(async (hit) => ({ score: hit.score, page: await pageOf(hit) })));
  const results = new Map(names.map((name) => [name.url, {
    rank: name.rank, weight: name.weight, length: name.full.length, score: 0, url: name.url, show: () => nameItem(name),
  }]));
  for (const { score, page } of pages) {
    const own = rank(query, page.meta);
    const known = results.get(page.url);
    results.set(page.url, {
      rank: Math.min(own, known?.rank ?? own), score, url: page.url,
      weight: known?.weight ?? 10 * Number(page.meta.trong_so || 0),
      length: known?.length ?? page.meta.title.length, // Hội X before Hội X, xã Y
      show: () => pageItem(page, query, own < RANK.ON_PAGE),
    });
  }
  return [...results.values()].sort(bestFirst);
};

const element = (name, ...children) => {
  const made = document.createElement(name);
  made.append(...children);
  return made;
};

// Whether a word on a page is one of those asked for: with its accents where they were typed, and whole.
const isAsked = (query, word) => query.split(/\s+/).some((asked) => (
  fold(asked) === asked.toLowerCase().replace(/[.,]/g, " ") ? fold(word).replaceAll(" ", "") === fold(asked).replaceAll(" ", "") : accented(word) === accented(asked)
));

// Pagefind's excerpt is HTML; parsed apart, where nothing runs, and only words and marks are taken over.
// It marks what begins like a word that was asked for, too: mừng for mu.
const excerpt = (html, query) => {
  const line = element("p");
  for (const node of new DOMParser().parseFromString(html, "text/html").body.childNodes) {
    line.append(node.nodeName === "MARK" && isAsked(query, node.textContent) ? element("mark", node.textContent) : node.textContent);
  }
  return line;
};

const item = (url, title, place, words) => {
  const link = element("a", title);
  link.href = url;
  return element("li", link, ...(place ? [element("span", place)] : []), words);
};

const beginning = (text) => {
  const words = text.split(/\s+/);
  return words.length > OPENING ? `${words.slice(0, OPENING).join(" ")} …` : text;
};

const nameItem = ({ url, title, place, words }) => item(url, title, place, element("p", words));

const pageItem = ({ url, meta, filters, content, excerpt: html }, query, isNamed) => {
  const place = ["cap", "tinh"].flatMap((facet) => filters[facet] || []).join(" · ");
  return item(url, meta.title || url, place, isNamed ? element("p", beginning(content)) : excerpt(html, query));
};

const form = document.getElementById("tim");
const field = form.elements.q;
const facets = document.getElementById("loc");
const status = document.getElementById("trang-thai");
const place = document.getElementById("ket-qua");
const scope = document.getElementById("pham-vi");
const select = (facet) => facets.querySelector(`[name=${facet}]`);

// The first results, and a button for the rest: each is a function that makes its item, or none.
const show = async (results) => {
  const list = element("ol");
  const rest = [...results];
  const next = async () => (await Promise.all(rest.splice(0, PAGE).map((made) => made()))).filter(Boolean);
  list.append(...await next());
  place.replaceChildren(...(list.childElementCount ? [list] : []));
  if (!rest.length) return;
  const more = element("button", "Xem thêm kết quả");
  more.type = "button";
  more.className = "more";
  more.addEventListener("click", async () => {
    const items = await next();
    list.append(...items);
    if (!rest.length) more.remove();
    items[0]?.firstChild.focus();
  });
  place.append(more);
};

const offerFacets = ({ levels, places, bodies }) => {
  const provinces = places.filter(([name, above, directory]) => name && above === null && directory).map(([name]) => name);
  const known = { cap: Object.values(levels), tinh: provinces, hoi: bodies.map(([, , short]) => short) };
  for (const facet of FACETS) {
    const values = [...new Set(known[facet])].sort((a, b) => a.localeCompare(b, "vi"));
    select(facet).append(...values.map((value) => new Option(value, value)));
  }
  facets.hidden = false;
};

// Where the pages of all units are not asked yet, a button asks them.
const offerAll = (others) => {
  scope.replaceChildren();
  if (!others.size) return;
  const all = element("button", "Tìm toàn văn trong trang của mọi xã, huyện");
  all.type = "button";
  all.className = "more";
  all.addEventListener("click", () => search([...others]));
  scope.append(all);
};

const chosen = () => Object.fromEntries(FACETS.flatMap((facet) => select(facet).value ? [[facet, select(facet).value]] : []));

let turn = 0;
const search = async (more = []) => {
  const mine = ++turn;
  const query = spelledOut(field.value.normalize("NFC").trim());
  const filters = chosen();
  const asked = new URLSearchParams({ ...(query && { q: query }), ...filters });
  history.replaceState(null, "", String(asked) ? `?${asked}` : location.pathname);
  scope.replaceChildren();
  if (!query) { status.textContent = ""; return place.replaceChildren(); }
  status.textContent = "Đang tìm …";
  try {
    const [names, text] = await Promise.all([findNames(query, filters), loadEngine()]);
    await merge(text, [...partsOf(text, await load("tu"), names, filters), ...more]);
    const hits = await find(text.pagefind, query, filters);
    const best = await rankBest(query, names, hits);
    if (mine !== turn) return;
    const known = new Set(best.map(({ url }) => url));
    const later = hits.slice(RERANKED).map((hit) => async () => {
      const page = await pageOf(hit);
      return known.has(page.url) ? null : pageItem(page, query, false);
    });
    const count = best.length + later.length;
    await show([...best.map((result) => result.show), ...later]);
    status.textContent = count ? `${count.toLocaleString("vi")} kết quả cho “${query}”`
      : `Không có kết quả cho “${query}”. Thử ít chữ hơn, bỏ bộ lọc, hoặc tra theo danh mục bên dưới.`;
    offerAll(text.others);
  } catch (fault) {
    status.textContent = "Không tải được bộ tìm kiếm. Xin thử lại, hoặc tra theo danh mục bên dưới.";
    throw fault;
  }
};

const start = async () => {
  const asked = new URLSearchParams(location.search);
  field.value = asked.get("q") || "";
  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  facets.addEventListener("change", () => search());
  if (field.value) loadEngine(); // beside the names, not after them
  else field.focus();
  offerFacets(await load("tu"));
  for (const facet of FACETS) {
    if ([...select(facet).options].some(({ value }) => value === asked.get(facet))) select(facet).value = asked.get(facet);
  }
  await search();
};
start().catch((fault) => {
  status.textContent = "Không tải được bộ tìm kiếm. Xin tra theo danh mục bên dưới.";
  throw fault;
});
