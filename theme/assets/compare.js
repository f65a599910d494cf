// Up to six places side by side, or associations of one place: one comparison of the page's tables, its file,
// and bars on one scale.  What is chosen stands in the address, so that it can be passed on; without this
// script the page has all files of places, and all figures of associations.
(() => {
  const MOST = 6;
  const OFFERED = 8;
  const place = document.getElementById("chon");
  if (!place) return;
  const { fold, make } = window.parts;
  const numbers = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 15 });
  const drawn = (name, facts, ...content) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, fact] of Object.entries(facts)) element.setAttribute(key, fact);
    element.append(...content);
    return element;
  };

  const words = (row, part) => row.querySelector(part)?.textContent.trim() ?? "";

  // The files are our own: cells with quotes where they need them.
  const parsed = (text) => text.trim().split(/\r?\n/).map((line) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain));

  const within = (units) => units.replace(/(^|, )(\p{Lu})/gu, (_, before, letter) => before + letter.toLowerCase());

  const files = new Map();
  const placesOf = async (row) => {
    const { file, column, level, state } = row.dataset;
    if (!files.has(file)) {
      const answer = await fetch(file);
      if (!answer.ok) throw new Error(`${answer.status} ${file}`);
      files.set(file, parsed((await answer.text()).replace(/^\uFEFF/, "")));
    }
    const [head, ...lines] = files.get(file);
    const at = Object.fromEntries(head.map((name, number) => [name, number]));
    return lines
      .filter((line) => line[at.level] === level && line[at.state] === state && line[at[column]] !== "")
      .map((line) => ({ id: line[at.unit_id], name: line[at.unit_name], within: within(line[at.unit_place]), value: line[at[column]] }));
  };

  // A comparison: its id in the address, its title and unit, what is compared, and where that comes from.
  const ofPlaces = (row) => {
    const name = row.dataset.file.match(/([^/]+)\.csv$/)[1];
    return {
      name, id: `${name}/${row.dataset.level}/${row.dataset.state}/${row.dataset.column}`, unit: row.dataset.unit, what: say`địa phương`,
      title: [row.dataset.name, words(row, ".detail"), words(row, ".src")].filter(Boolean).join(" · "),
      head: ["unit_id", "unit_name", "unit_place", row.dataset.column], cells: (one) => [one.id, one.name, one.within, one.value],
      entries: () => placesOf(row),
    };
  };
  const ofBodies = (table) => ({
    name: table.id, id: table.id, unit: table.dataset.unit, what: say`tổ chức`,
    title: table.caption.firstChild.data.trim(),
    head: ["organisation_id", "organisation_name", "value"], cells: (one) => [one.id, one.name, one.value],
    entries: async () => [...table.tBodies[0].rows].map((row) =>
      ({ id: row.dataset.id, name: words(row, "th"), within: "", value: row.querySelector("data").value })),
  });
  const groups = [
    [say`Các địa phương`, [...document.querySelectorAll("#bang-so-sanh tr[data-file]")].map(ofPlaces)],
    [say`Các hội trong một địa phương`, [...document.querySelectorAll("table[data-bodies]")].map(ofBodies)],
  ].filter(([, some]) => some.length);
  const boards = groups.flatMap(([, some]) => some);

  // What is chosen, and the address that says so.
  const asked = new URLSearchParams(location.search);
  let board = boards.find((one) => one.id === asked.get("bang")) ?? boards[0];
  let chosen = (asked.get("noi") ?? "").split(",").filter(Boolean).slice(0, MOST);
  let there = [];
  let round = 0;

  const select = make("select", { id: "chon-bang" }, ...groups.map(([label, some]) =>
    make("optgroup", { label }, ...some.map((one) => make("option", { value: one.id }, one.title)))));
  const input = make("input", { id: "chon-noi", type: "search", autocomplete: "off", spellcheck: "false", placeholder: say`gõ tên, không cần dấu` });
  const offers = make("ul", { class: "offers" });
  const told = make("p", { role: "status", class: "src" });
  const result = make("div", {});
  place.append(make("div", { class: "choices" },
    make("p", {}, make("label", { for: "chon-bang" }, say`Số liệu`), select),
    make("p", {}, make("label", { for: "chon-noi" }, say`Địa phương hoặc tổ chức (tối đa ${MOST})`), input), offers, told), result);

  const fullName = ({ name, within }) => within ? `${name}, ${within}` : name;
  const taken = () => chosen.map((one) => there.find((entry) => entry.id === one)).filter(Boolean);

  const offer = () => {
    const typed = fold(input.value).split(/\s+/).filter(Boolean);
    const named = typed.length ? there.filter((entry) => typed.every((word) => fold(fullName(entry)).includes(word))) : [];
    const found = named.filter((entry) => !chosen.includes(entry.id));
    offers.replaceChildren(...found.slice(0, OFFERED).map((entry) => {
      const button = make("button", { type: "button" }, fullName(entry));
      button.addEventListener("click", () => {
        chosen = [...chosen, entry.id].slice(0, MOST);
        input.value = "";
        show();
        input.focus();
      });
      return make("li", {}, button);
    }));
    const full = typed.length && chosen.length === MOST;
    told.textContent = full ? say`Đã đủ ${MOST} ${board.what}; bỏ bớt một ${board.what} để thêm ${board.what} khác.`
      : typed.length && !named.length ? say`Không có ${board.what} nào trong bảng này tên là “${input.value.trim()}”.` : "";
    if (full) offers.replaceChildren();
  };

  // Bars from zero; those of values below zero lie to the left of it.
  const scaled = (entries) => {
    const values = entries.map((entry) => Number(entry.value));
    const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
    const share = (value) => high === low ? 0 : (value - low) / (high - low);
    return entries.map((entry, number) => ({ entry, from: share(Math.min(0, values[number])), to: share(Math.max(0, values[number])) }));
  };

  const bars = (entries) => scaled(entries).map(({ entry, from, to }) => {
    const bar = make("span", { class: "bar" });
    bar.style.width = `max(2px, ${(to - from) * 75}%)`;
    bar.style.marginLeft = `${from * 75}%`;
    return make("p", {}, fullName(entry), make("b", {}, bar, numbers.format(entry.value)));
  });

  const WIDTH = 720;
  const STEP = 58;
  const HEAD = 48;
  const svg = (entries) => {
    const height = HEAD + entries.length * STEP + 36;
    const x = (part) => part * (WIDTH - 130);
    const drawing = drawn("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${WIDTH} ${height}`, "font-family": "Be Vietnam Pro, sans-serif" },
      drawn("rect", { width: WIDTH, height, fill: "#fff" }),
      drawn("text", { x: 0, y: 20, "font-size": 14, "font-weight": 600 }, board.title),
      ...scaled(entries).flatMap(({ entry, from, to }, number) => {
        const top = HEAD + number * STEP;
        return [
          drawn("text", { x: 0, y: top + 17, "font-size": 15 }, fullName(entry)),
          drawn("rect", { x: x(from), y: top + 25, width: Math.max(x(to - from), 1.5), height: 18, fill: "#0b6b58" }),
          drawn("text", { x: x(to) + 8, y: top + 39, "font-size": 15, "font-weight": 600 }, numbers.format(entry.value)),
        ];
      }),
      drawn("text", { x: 0, y: height - 12, "font-size": 11 }, location.href));
    return new XMLSerializer().serializeToString(drawing);
  };

  const save = (content, type, name) => {
    const link = make("a", { download: name, href: URL.createObjectURL(new Blob([content], { type })) });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  const tool = (label, act) => {
    const button = make("button", { type: "button" }, label);
    button.addEventListener("click", act);
    return button;
  };

  const quoted = (cell) => /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  const csv = (entries) => [board.head, ...entries.map(board.cells)].map((line) => line.map(quoted).join(",")).join("\n") + "\n";
  const cited = (entries) => {
    const style = window.inEnglish ? ["en-GB", { day: "numeric", month: "long" }] : ["vi", { day: "2-digit", month: "2-digit" }];
    const day = new Intl.DateTimeFormat(style[0], { ...style[1], year: "numeric" }).format(new Date());
    const [, kept = ""] = document.querySelector("#trich-dan [data-copy]")?.textContent.match(/”, (.*?), [^,]*, (ngày truy cập|accessed)/) ?? [];
    return say`“${board.title}: ${entries.map(fullName).join("; ")}”, ${kept}${kept ? ", " : ""}${location.href}, ngày truy cập: ${day}`;
  };

  const show = () => {
    const entries = taken();
    const query = new URLSearchParams({ bang: board.id, ...(chosen.length && { noi: chosen.join(",") }) });
    history.replaceState(null, "", `?${query}${location.hash}`);
    select.value = board.id;
    offer();
    if (!entries.length) {
      result.replaceChildren(make("p", {}, make("b", {}, board.title), make("br", {}), say`Bảng này có ${there.length} ${board.what}. Gõ tên để chọn.`));
      return;
    }
    const body = entries.map((entry) => make("tr", {}, make("th", { scope: "row" }, entry.name, " ", make("small", { class: "detail" }, entry.within)),
      " ", make("td", { class: "n" }, make("data", { value: entry.value }, numbers.format(entry.value))),
      " ", make("td", { class: "n" }, tool(say`Bỏ`, () => { chosen = chosen.filter((one) => one !== entry.id); show(); }))));
    for (const [number, entry] of entries.entries()) body[number].querySelector("button").setAttribute("aria-label", say`Bỏ ${fullName(entry)}`);
    const name = `so-sanh-${board.name}`;
    result.replaceChildren(
      make("figure", { class: "compared" }, make("figcaption", {}, board.title, " ", make("small", { class: "unit" }, `(${board.unit})`)), make("div", { "aria-hidden": "true" }, ...bars(entries))),
      make("table", {}, make("thead", {}, make("tr", {}, make("th", { scope: "col" }, board.what[0].toUpperCase() + board.what.slice(1)), " ",
        make("th", { scope: "col", class: "n" }, board.unit), " ", make("th", { scope: "col", class: "n" }, make("span", { class: "unseen" }, say`Bỏ khỏi bảng`)))), make("tbody", {}, ...body)),
      make("p", { class: "tools" }, tool(say`Tải bảng này (CSV)`, () => save(csv(entries), "text/csv", `${name}.csv`)), " ",
        tool(say`Tải biểu đồ SVG`, () => save(svg(entries), "image/svg+xml", `${name}.svg`))),
      make("p", { class: "src", id: "trich-dan-so-sanh" }, cited(entries)));
  };

  const load = async () => {
    const mine = ++round;
    try {
      const found = await board.entries();
      if (mine !== round) return; // another was chosen meanwhile
      there = found;
      chosen = chosen.filter((one) => found.some((entry) => entry.id === one));
      if (found.length <= MOST && !chosen.length) chosen = found.map((entry) => entry.id);
      show();
    } catch {
      told.textContent = say`Chưa tải được số liệu; hãy thử lại, hoặc tải tệp CSV ở bảng dưới.`;
    }
  };

  select.addEventListener("change", () => { board = boards.find((one) => one.id === select.value); load(); });
  input.addEventListener("input", offer);
  load();
})();
