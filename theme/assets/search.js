// The search page: Pagefind finds, this script asks it well and puts names before mere mentions.
// Pagefind folds every Vietnamese mark but the stroke of đ, so a query is asked as typed, folded,
// and with đ for each d that may be one; the answers are merged and the best are ranked again.
(() => {
  const base = new URL(document.currentScript.dataset.base, location.href);
  const FACETS = ["cap", "tinh", "hoi"];
  const RERANKED = 30;
  const PAGE = 20;
  const KIND = /^(xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho|tinh|hoi|tp)(?= )/;

  // The letters as typed in a hurry.
  const fold = (text) => text.normalize("NFC").toLowerCase().replaceAll("đ", "d").normalize("NFD")
    .replace(/\p{M}/gu, "").replace(/[^0-9a-z]+/g, " ").trim();

  // Accents kept, but a tone counts for its syllable, not for the letter it stands on: Hoà is Hòa.
  const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;
  const accented = (text) => text.normalize("NFD").toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean)
    .map((syllable) => syllable.replace(TONE, "") + (syllable.match(TONE) || []).join("")).join(" ");

  const variants = (query) => {
    const folded = fold(query);
    const stroked = folded.replace(/\bd/g, "đ");
    const asked = [query, folded, stroked];
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
  // (abbreviations, old names); 2 a name begins so; 3 the words stand together in a name, 3.5 all over the
  // names, each time first with the accents as typed; 4 they are on the page.
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
    if (/^\d+$/.test(wanted) && has(all, wanted)) return 1;
    const begins = folded.findIndex((some) => some.some((name) => name.startsWith(wanted)));
    if (begins >= 0) return 2 + begins / 2;
    const asTyped = names.flat().map(accented);
    if (has(asTyped, accented(query))) return 3;
    if (has(all, wanted)) return 3.2;
    const spread = (list, words) => words.split(" ").every((word) => has(list, word));
    return spread(asTyped, accented(query)) ? 3.5 : spread(all, wanted) ? 3.7 : 4;
  };

  let engine;
  const load = () => engine ??= (async () => {
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

  const rankBest = async (query, hits) => {
    const top = await Promise.all(hits.slice(0, RERANKED).map(async (hit) => ({ score: hit.score, page: await hit.data() })));
    for (const entry of top) {
      entry.rank = rank(query, entry.page.meta);
      entry.weight = entry.rank < 3 ? Number(entry.page.meta.trong_so || 0) : 0;
      entry.length = entry.rank < 4 ? entry.page.meta.title.length : 0; // Hội X before Hội X, xã Y
      entry.page.named = entry.rank < 4;
    }
    top.sort((a, b) => a.rank - b.rank || b.weight - a.weight || a.length - b.length || b.score - a.score || a.page.url.localeCompare(b.page.url));
    return top.map(({ page }) => page);
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

  const item = (page) => {
    const link = element("a", page.meta.title || page.url);
    link.href = page.url;
    const place = ["cap", "tinh"].flatMap((facet) => page.filters[facet] || []);
    const words = page.named && page.meta.mo_ta ? element("p", page.meta.mo_ta) : excerpt(page.excerpt);
    return element("li", link, ...(place.length ? [element("span", place.join(" · "))] : []), words);
  };

  const form = document.getElementById("tim");
  const field = form.elements.q;
  const facets = document.getElementById("loc");
  const status = document.getElementById("trang-thai");
  const place = document.getElementById("ket-qua");
  const select = (facet) => facets.querySelector(`[name=${facet}]`);

  const show = (pages, rest) => {
    const list = element("ol", ...pages.map(item));
    place.replaceChildren(...(pages.length ? [list] : []));
    if (!rest.length) return;
    const more = element("button", "Xem thêm kết quả");
    more.type = "button";
    more.className = "more";
    more.addEventListener("click", async () => {
      const next = await Promise.all(rest.splice(0, PAGE).map((load) => load()));
      const first = item(next[0]);
      list.append(first, ...next.slice(1).map(item));
      if (!rest.length) more.remove();
      first.firstChild.focus();
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
    const query = field.value.normalize("NFC").trim();
    const filters = chosen();
    const asked = new URLSearchParams({ ...(query && { q: query }), ...filters });
    history.replaceState(null, "", String(asked) ? `?${asked}` : location.pathname);
    if (!query) { status.textContent = ""; return place.replaceChildren(); }
    status.textContent = "Đang tìm …";
    try {
      const hits = await find(await load(), query, filters);
      const pages = await rankBest(query, hits);
      if (mine !== turn) return;
      const rest = [...pages.slice(PAGE).map((page) => async () => page), ...hits.slice(RERANKED).map((hit) => hit.data)];
      show(pages.slice(0, PAGE), rest);
      status.textContent = hits.length ? `${hits.length.toLocaleString("vi")} kết quả cho “${query}”`
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
    await offerFacets(await load());
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
