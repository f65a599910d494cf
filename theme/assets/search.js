// The search page: names first, from our own index (search-names.js); then
// what Pagefind finds in the text of the pages.  On a large site the text of units is in bundles of
// their own by code: those of the places that the query names are asked beside the main one.
// Pagefind is asked in several spellings; the answers are merged and the best are ranked again.
import { findNames, findNear, isNamed, loadIndex } from "./search-names.js";
import { RANK, accented, asName, bestFirst, fold, nearest, partOf, rank, sounded, spelledOut, variants } from "./search-rank.js";

const base = new URL("..", import.meta.url); // this script lies in assets/ of the site
const FACETS = ["cap", "tinh", "hoi"];
const RERANKED = 24;
const PAGE = 20;
const OPENING = 40; // words of a page that is named
const WITH_FIGURES = 99; // what units weigh that have some: generator/search/names.py
const FIGURES = 3; // of the unit and indicator asked for
const PARTS = 2; // bundles of named places

const OPTIONS = { baseUrl: base.pathname, excerptLength: 24, ranking: { metaWeights: { title: 8, khong_dau: 6, ten_khac: 6, trong_so: 0 } } };
const bundleFolder = new URL("pagefind/", base);
// Opened from a folder, a browser loads nothing that Pagefind needs: only names are found then.
const isFolder = location.protocol === "file:";
const namesOnly = isFolder; // a folder that is opened as files lets no script read the full text
const NO_TEXT = { parts: [], others: new Set(), pagefind: { search: async () => ({ results: [] }) } };
let engine;
const loadEngine = () => {
  if (namesOnly) return NO_TEXT;
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

const bestPages = (hits) => Promise.all(hits.slice(0, RERANKED).map(async (hit) => ({ score: hit.score, page: await pageOf(hit) })));

// Whether a page says these words, one after the other: then they are not misspelled.
const isSaid = (query, pages) => pages.some(({ page }) => ` ${sounded(page.content)} `.includes(` ${sounded(query)} `));

// Names and the best pages in one order; a page that is also a name keeps the better rank of the two.
const rankBest = (query, names, pages) => {
  const results = new Map(names.map((name) => [name.url, { ...name, show: () => nameItem(name) }]));
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

// The unit with figures that a query says beside other words, and of its figures those that it asks for: of
// the longest indicator named, about all associations, not broken down; as the JSON beside its page has them.
const figuresAsked = async (query, names) => {
  if (namesOnly) return {};
  const unit = names.filter(({ cap, hasPage, weight, rank: own }) => cap && hasPage && weight >= WITH_FIGURES && own >= RANK.SPREAD).sort(nearest)[0];
  if (!unit) return {};
  const answer = await fetch(new URL("index.json", new URL(unit.url, base)));
  if (!answer.ok) return {};
  const { indicators, figures, periods } = await answer.json();
  const said = Object.entries(indicators).filter(([, { indicator_name: name }]) => ` ${sounded(query)} `.includes(` ${sounded(name)} `))
    .sort(([, a], [, b]) => b.indicator_name.length - a.indicator_name.length)[0];
  if (!said) return {};
  const asked = Object.entries(figures).filter(([, one]) => one.indicator_id === said[0] && "value" in one && !one.breakdown && !one.organisation_id);
  return { url: unit.url, lines: asked.slice(0, FIGURES).map(([id, one]) => {
    const link = element("a", one.shown);
    link.href = `${unit.url}#${id}`;
    const differs = (one.checks || []).some(({ status: state }) => state === "mismatch");
    return element("p", `${said[1].indicator_name}: `, link, `, ${periods[one.period_id].period}${differs ? "; có phép kiểm tra không khớp" : ""}`);
  }) };
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

// Pagefind's excerpt is text with two signs spelled out and marks around words; it is never made into HTML.
// It marks what begins like a word that was asked for, too: mừng for mu.
const excerpt = (html, query) => {
  const line = element("p");
  for (const part of html.split(/(<mark>.*?<\/mark>)/)) {
    const words = part.replace(/<\/?mark>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    line.append(part.startsWith("<mark>") && isAsked(query, words) ? element("mark", words) : words);
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

const nameItem = ({ url, title, place, told }) => item(url, title, place, element("p", told));

const pageItem = ({ url, meta, filters, content, excerpt: html }, query, isNamed) => {
  const within = (filters.tinh || []).map((name) => name[0].toLowerCase() + name.slice(1)); // as names have it
  const place = [...(filters.cap || []), ...within].join(" · ");
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
  const more = element("button", say`Xem thêm kết quả`);
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
  const all = element("button", say`Tìm toàn văn trong trang của mọi xã, huyện`);
  all.type = "button";
  all.className = "more";
  all.addEventListener("click", () => search([...others]));
  scope.append(all);
};

const asking = (query) => {
  const link = element("a", query);
  link.href = `?${new URLSearchParams({ q: query })}`;
  return link;
};

// How many results, and the names that a misspelled query may have meant.
const tell = (query, count, meant) => {
  status.textContent = count ? say`${count.toLocaleString(document.documentElement.lang)} kết quả cho “${query}”` : say`Không có kết quả cho “${query}”.`;
  if (meant.length) status.replaceChildren(say`Không có tên nào là “${query}”. Có phải bạn tìm: `, ...meant.flatMap((one, at) => [at ? ", " : "", asking(one)]), "?");
};

// Units that ended before the first end that is known have no names here.
const unknown = ({ since }) => since && say`Tên xã, huyện, tỉnh đã hết dùng trước ngày ${since} chưa có ở đây.`;

const whatToTry = (filters, index) => element("ul", ...[
  say`Chỉ gõ tên riêng, hoặc mã: “Bình Yên”, “05587”.`,
  Object.keys(filters).length ? say`Bỏ bộ lọc.` : "",
  unknown(index),
  say`Tra theo danh mục bên dưới.`,
].filter(Boolean).map((words) => element("li", words)));

const chosen = () => Object.fromEntries(FACETS.flatMap((facet) => select(facet).value ? [[facet, select(facet).value]] : []));

let turn = 0;
const search = async (more = []) => {
  const mine = ++turn;
  const query = asName(spelledOut(field.value.normalize("NFC").trim()));
  const filters = chosen();
  const asked = new URLSearchParams({ ...(query && { q: query }), ...filters });
  history.replaceState(null, "", String(asked) ? `?${asked}` : location.pathname);
  scope.replaceChildren();
  if (!query) { status.textContent = ""; return place.replaceChildren(); }
  status.textContent = say`Đang tìm …`;
  try {
    const [names, text] = await Promise.all([findNames(query, filters), loadEngine()]);
    await merge(text, [...partsOf(text, await loadIndex(), names, filters), ...more]);
    const hits = await find(text.pagefind, query, filters);
    const pages = await bestPages(hits);
    const near = isNamed(names) || isSaid(query, pages) ? { queries: [], names: [] } : await findNear(query, filters);
    const best = rankBest(query, [...names, ...near.names], pages);
    const { url: owner, lines } = await figuresAsked(query, names);
    const shown = best.map(({ url, show: made }) => async () => {
      const one = await made();
      if (url === owner) one.append(...lines);
      return one;
    });
    if (mine !== turn) return;
    const known = new Set(best.map(({ url }) => url));
    const later = hits.slice(RERANKED).map((hit) => async () => {
      const page = await pageOf(hit);
      return known.has(page.url) ? null : pageItem(page, query, false);
    });
    const count = best.length + later.length;
    await show([...shown, ...later]);
    tell(query, count, near.queries);
    if (!count) place.replaceChildren(whatToTry(filters, await loadIndex()));
    document.getElementById("ten-cu").hidden = !count; // what to try says it
    offerAll(text.others);
  } catch (fault) {
    status.textContent = say`Không tải được bộ tìm kiếm. Xin thử lại, hoặc tra theo danh mục bên dưới.`;
    throw fault;
  }
};

const start = async () => {
  const asked = new URLSearchParams(location.search);
  field.value = asked.get("q") || "";
  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  facets.addEventListener("change", () => search());
  if (isFolder) form.after(element("p", "Bản ngoại tuyến chỉ tìm theo tên và mã, không tìm trong lời của các trang."));
  if (field.value) loadEngine(); // beside the names, not after them
  else field.focus();
  const index = await loadIndex();
  offerFacets(index);
  document.getElementById("ten-cu").textContent = unknown(index);
  for (const facet of FACETS) {
    if ([...select(facet).options].some(({ value }) => value === asked.get(facet))) select(facet).value = asked.get(facet);
  }
  await search();
};
start().catch((fault) => {
  status.textContent = say`Không tải được bộ tìm kiếm. Xin tra theo danh mục bên dưới.`;
  throw fault;
});
