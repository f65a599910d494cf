// The search page: names first, from our own index of every unit, association and indicator; then
// what Pagefind finds in the text of the pages.
// Pagefind folds every Vietnamese mark but the stroke of đ, so a query is asked as typed, folded,
// and with đ for each d that may be one; the answers are merged and the best are ranked again.
(() => {
  const base = new URL(document.currentScript.dataset.base, location.href);
  const FACETS = ["cap", "tinh", "hoi"];
  const RERANKED = 30;
  const PAGE = 20;
  const TRIED = 4; // shards of names, the rarest word first
  const KIND = /^(xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho|tinh|hoi)(?= )/;

  // The letters as typed in a hurry.
  const fold = (text) => text.normalize("NFC").toLowerCase().replaceAll("đ", "d").normalize("NFD")
    .replace(/\p{M}/gu, "").replace(/[^0-9a-z]+/g, " ").trim();

  // Accents kept, but a tone counts for its syllable, not for the letter it stands on: Hoà is Hòa.
  const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;
  const accented = (text) => text.normalize("NFD").toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean)
    .map((syllable) => syllable.replace(TONE, "") + (syllable.match(TONE) || []).join("")).join(" ");

  // A number is a word to the end: 1875 is not the beginning of a code.
  const whole = (words) => /^\d+$/.test(words);

  const spelledOut = (query) => query.replace(/\b(tp[.\s]*)?hcm\b/i, "thành phố Hồ Chí Minh").replace(/^tp[.\s]\s*/i, "thành phố ");

  const variants = (query) => {
    const folded = fold(query);
    const stroked = folded.replace(/\bd/g, "đ");
    const grouped = query.replace(/(?<![\d.])\d{4,}(?![\d.])/g, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ".")); // 1875 is printed 1.875
    const asked = [query, folded, stroked, grouped];
    const words = folded.split(" ");
    const places = words.flatMap((word, place) => word[0] === "d" ? [place] : []);
    if (places.length > 1) for (const place of places.slice(0, 4)) asked.push(words.map((word, at) => at === place ? `đ${word.slice(1)}` : word).join(" "));
    return [...new Set(asked)].filter(Boolean);
  };

  const parts = (list) => (list || "").split(/[;|,\n]+/).map((part) => part.trim()).filter(Boolean);

  // A name as given, without what follows a comma, and each without the word for its kind.
  const forms = (name) => [name, name.split(/[,(·]/)[0].trim()].flatMap((form) => {
    const kind = fold(form).match(KIND);
    return kind ? [form, form.split(/\s+/).slice(kind[0].split(" ").length).join(" ")] : [form];
  });

  // 0 is the very name, 1 the name without its accents (or a code); half a step behind come other names
  // (abbreviations, old names); 2 a name begins so; 2.8 the query says the name and where it is;
  // 3 the words stand together in a name, 3.5 all over the names, each time first with the accents as typed;
  // 4 they are on the page.
  const rank = (query, { title, ten_khac, khong_dau }) => {
    const wanted = fold(query);
    const names = [forms(title), parts(ten_khac).flatMap(forms)];
    const exact = names.findIndex((some) => some.some((name) => accented(name) === accented(query)));
    if (exact >= 0) return exact / 2;
    const folded = [names[0].map(fold), [...names[1], ...parts(khong_dau)].map(fold)];
    const equal = folded.findIndex((some) => some.includes(wanted));
    if (equal >= 0) return 1 + equal / 2;
    const all = folded.flat();
    const has = (list, words) => list.some((name) => ` ${name} `.includes(` ${words} `));
    if (whole(wanted) && has(all, wanted)) return 1;
    const begins = whole(wanted) ? -1 : folded.findIndex((some) => some.some((name) => name.startsWith(wanted)));
    if (begins >= 0) return 2 + begins / 2;
    const spread = (list, words) => words.split(" ").every((word) => has(list, word));
    const says = (list, words) => list.some((name) => ` ${words} `.includes(` ${name} `));
    const asTyped = names.flat().map(accented);
    if (says(folded[0], wanted) && spread(all, wanted)) return says(names[0].map(accented), accented(query)) ? 2.8 : 2.9;
    if (has(asTyped, accented(query))) return 3;
    if (has(all, wanted)) return 3.2;
    return spread(asTyped, accented(query)) ? 3.5 : spread(all, wanted) ? 3.7 : 4;
  };

  // The index of names: its files are described in generator/pages/names.py.
  const files = new Map();
  const load = (file) => {
    if (!files.has(file)) files.set(file, fetch(new URL(`tim-kiem/ten/${file}.json`, base)).then((answer) => {
      if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
      return answer.json();
    }));
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
      title, weight, code: code || "", others,
      full: id && where ? `${title}, ${where}` : title,
      place: [levels[level], where].filter(Boolean).join(" · "),
      words: id ? [spans[span], today, `mã ${code}`].filter(Boolean).join("; ") : note,
      cap: levels[level], tinh: id && (top || title), hoi: id ? "" : others[0],
    };
  };

  // Every word of the query is one of the name, of the place or the code; the last may be unfinished.
  const matches = (wanted, entry) => {
    const words = fold([entry.full, entry.code, ...entry.others].join(" ")).split(" ");
    return wanted.every((word, at) => words.some((own) => own === word || (at === wanted.length - 1 && !whole(word) && own.startsWith(word))));
  };

  const rankName = (query, { full, others, code }) => rank(query, { title: full, ten_khac: others.join(","), khong_dau: code });

  const findNames = async (query, filters) => {
    const index = await load("tu");
    const wanted = fold(query);
    const keys = wanted.replace(KIND, "").trim().split(" ").filter(Boolean).map((word) => shardsOf(index.shards, word));
    const size = (some) => some.reduce((sum, key) => sum + index.shards[key], 0);
    const rarest = keys.filter((some) => some.length).sort((a, b) => size(a) - size(b)).slice(0, TRIED);
    const found = new Map();
    for (const some of rarest) {
      const entries = (await Promise.all(some.map((key) => load(`tu-${key}`)))).flat().map((entry) => named(index, entry));
      for (const entry of entries) if (matches(wanted.split(" "), entry)) found.set(entry.url, { ...entry, rank: rankName(query, entry) });
      if ([...found.values()].some((entry) => entry.rank < 3.5)) break; // else: a chance meeting of words
    }
    return [...found.values()].filter((entry) => Object.entries(filters).every(([facet, value]) => entry[facet] === value));
  };

  let engine;
  const loadEngine = () => engine ??= (async () => {
    const pagefind = await import(new URL("pagefind/pagefind.js", base));
    await pagefind.options({ baseUrl: base.pathname, excerptLength: 24, ranking: { metaWeights: { title: 8, khong_dau: 6, ten_khac: 6, mo_ta: 1, trong_so: 0 } } });
    return pagefind;
  })();

  // All hits of all variants, best score first; each carries the loader of its page's data.
  const find = async (pagefind, query, filters) => {
    const answers = await Promise.all(variants(query).map((asked) => pagefind.search(asked, { filters })));
    const best = new Map();
    for (const { results } of answers) for (const hit of results) {
      if (!(best.get(hit.id)?.score >= hit.score)) best.set(hit.id, hit);
    }
    return [...best.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  };

  // Names and the best pages in one order; a page that is also a name keeps the better rank of the two.
  const rankBest = async (query, names, hits) => {
    const pages = await Promise.all(hits.slice(0, RERANKED).map(async (hit) => ({ score: hit.score, page: await hit.data() })));
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
        show: () => pageItem(page, own < 4),
      });
    }
    const weight = (result) => result.rank < 3 ? result.weight : 0;
    const length = (result) => result.rank < 4 ? result.length : 0;
    return [...results.values()].sort((a, b) => a.rank - b.rank || weight(b) - weight(a) || length(a) - length(b) || b.score - a.score || a.url.localeCompare(b.url));
  };

  const element = (name, ...children) => {
    const made = document.createElement(name);
    made.append(...children);
    return made;
  };

  // Pagefind's excerpt is HTML; parsed apart, where nothing runs, and only words and marks are taken over.
  const excerpt = (html) => {
    const line = element("p");
    for (const node of new DOMParser().parseFromString(html, "text/html").body.childNodes) {
      line.append(node.nodeName === "MARK" ? element("mark", node.textContent) : node.textContent);
    }
    return line;
  };

  const item = (url, title, place, words) => {
    const link = element("a", title);
    link.href = url;
    return element("li", link, ...(place ? [element("span", place)] : []), words);
  };

  const nameItem = ({ url, title, place, words }) => item(url, title, place, element("p", words));

  const pageItem = ({ url, meta, filters, excerpt: html }, isNamed) => {
    const place = ["cap", "tinh"].flatMap((facet) => filters[facet] || []).join(" · ");
    return item(url, meta.title || url, place, isNamed && meta.mo_ta ? element("p", meta.mo_ta) : excerpt(html));
  };

  const form = document.getElementById("tim");
  const field = form.elements.q;
  const facets = document.getElementById("loc");
  const status = document.getElementById("trang-thai");
  const place = document.getElementById("ket-qua");
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

  const offerFacets = async (pagefind) => {
    if (!facets.hidden) return;
    const known = await pagefind.filters();
    for (const facet of FACETS) {
      const values = Object.keys(known[facet] || {}).sort((a, b) => a.localeCompare(b, "vi"));
      select(facet).append(...values.filter((value) => value).map((value) => new Option(value, value)));
      select(facet).closest("label").hidden = !values.length;
    }
    facets.hidden = false;
  };

  const chosen = () => Object.fromEntries(FACETS.flatMap((facet) => select(facet).value ? [[facet, select(facet).value]] : []));

  let turn = 0;
  const search = async () => {
    const mine = ++turn;
    const query = spelledOut(field.value.normalize("NFC").trim());
    const filters = chosen();
    const asked = new URLSearchParams({ ...(query && { q: query }), ...filters });
    history.replaceState(null, "", String(asked) ? `?${asked}` : location.pathname);
    if (!query) { status.textContent = ""; return place.replaceChildren(); }
    status.textContent = "Đang tìm …";
    try {
      const [names, hits] = await Promise.all([findNames(query, filters), loadEngine().then((pagefind) => find(pagefind, query, filters))]);
      const best = await rankBest(query, names, hits);
      if (mine !== turn) return;
      const known = new Set(best.map(({ url }) => url));
      const later = hits.slice(RERANKED).map((hit) => async () => {
        const page = await hit.data();
        return known.has(page.url) ? null : pageItem(page, false);
      });
      const count = best.length + later.length;
      await show([...best.map((result) => result.show), ...later]);
      status.textContent = count ? `${count.toLocaleString("vi")} kết quả cho “${query}”`
        : `Không có kết quả cho “${query}”. Thử ít chữ hơn, bỏ bộ lọc, hoặc tra theo danh mục bên dưới.`;
    } catch (fault) {
      status.textContent = "Không tải được bộ tìm kiếm. Xin thử lại, hoặc tra theo danh mục bên dưới.";
      throw fault;
    }
  };

  const start = async () => {
    const asked = new URLSearchParams(location.search);
    field.value = asked.get("q") || "";
    form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
    facets.addEventListener("change", search);
    if (!field.value) field.focus();
    await offerFacets(await loadEngine());
    for (const facet of FACETS) {
      if ([...select(facet).options].some(({ value }) => value === asked.get(facet))) select(facet).value = asked.get(facet);
    }
    await search();
  };
  start().catch((fault) => {
    status.textContent = "Không tải được bộ tìm kiếm. Xin tra theo danh mục bên dưới.";
    throw fault;
  });
})();
