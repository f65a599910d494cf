// On the page of a unit a figure opens in place, with what its own page says, from the same facts as JSON.
// It comes with the first press (in-place.js), and brings the style sheet of what it shows.  Without it the
// link of a figure leads to its permanent address.
(() => {
  const { citation } = window;
  const all = document.querySelector(".record[data-figures]")?.dataset.figures; // of all figures of the unit

  // As in generator/messages/words.vi.toml; a test holds the two together.
  const WORDS = {
    "bound_meaning": {
      ">=": "“trên”: nguồn chỉ cho biết con số thật không thấp hơn số này",
      "<=": "“gần”: nguồn chỉ cho biết con số thật không cao hơn số này",
      "~": "“khoảng”: nguồn chỉ cho biết con số thật ở quanh số này",
    },
    "verdict": { "ok": "khớp", "mismatch": "không khớp", "undecided": "chưa đủ căn cứ", "review": "cần xem lại" },
    "sentence": {
      "adds_units_yes": "Cộng được giữa các địa phương cùng cấp, nếu cùng kỳ.",
      "adds_units_no": "Không cộng giữa các địa phương.",
      "adds_organisations_yes": "Cộng được giữa các hội trong một địa phương, nếu cùng kỳ.",
      "adds_organisations_no": "Không cộng giữa các hội.",
      "adds_time_yes": "Cộng được giữa các kỳ liền nhau, không chồng lên nhau.",
      "adds_time_no": "Không cộng giữa các kỳ.",
    },
    "revision": { "revision": "cập nhật", "correction": "đính chính" },
  };

  const AXES = ["units", "organisations", "time"];

  const make = (name, parts = [], attributes = {}) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...[parts].flat());
    return made;
  };
  const link = (text, href) => make("a", text, { href: citation.whole(href) });
  const day = (iso) => iso.split("-").reverse().join("/").replace(/\/0([3-9])\//, "/$1/"); // as the site writes dates
  const lowered = (text) => /^.\p{Lu}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1); // in mid-sentence
  const number = (value) => value.toLocaleString("vi", { maximumFractionDigits: 20 });

  const told = new Map(); // files that were asked for
  const facts = async (file, id) => {
    if (!told.has(file)) told.set(file, fetch(file).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${file}`);
      return answer.json();
    }));
    told.get(file).catch(() => told.delete(file)); // the next press tries again
    const found = await told.get(file);
    const own = { ...found, address: `${found.unit_address}#${id}`, ...(found.figures ? found.figures[id] : found) };
    return { ...own, ...found.indicators?.[own.indicator_id], ...found.documents?.[own.document_id],
      ...found.organisations?.[own.organisation_id], ...found.periods?.[own.period_id] };
  };

  const verdicts = (checks) => Object.entries(Object.groupBy?.(checks, ({ status }) => status) ?? {})
    .map(([status, some]) => `${some.length} ${WORDS.verdict[status] ?? status}`).join(", ");

  // The days of a period in which something was counted, unless the period in words has the last of them;
  // what there is at a time has one day.
  const days = (one) => {
    const last = day(one.period_end);
    const isTold = ["stock", "completeness"].includes(one.kind) || one.period.includes(last);
    return isTold ? "" : `${day(one.period_start)}–${last}`;
  };

  // A change of printed words that says what that of the value says (`1.875`, 1875) is not told twice.
  const asNumber = (printed) => printed?.replaceAll(".", "").replace(",", ".");
  const toldOnce = (changes) => changes.filter((one) => one.field !== "value_text" || !changes.some((other) =>
    other.field === "value" && other.revised_on === one.revised_on && other.reason === one.reason
    && other.old_value === asNumber(one.old_value) && other.new_value === asNumber(one.new_value)));

  // Names and what stands beside them; what a figure does not have is left out.
  const rows = (one) => [
    ["Văn bản", [link(one.document_short_title, one.document_address), `, ${one.locator} `, make("small", one.document_status, { className: "src" })]],
    ["Văn bản ghi", one.value_text && `“${one.value_text}”`],
    ["Giới hạn", WORDS.bound_meaning[one.qualifier]],
    ["Tử số/mẫu số", one.numerator != null && one.denominator != null && `${number(one.numerator)}/${number(one.denominator)}`],
    ["Kỳ", [`${one.period} `, make("small", days(one), { className: "src" })]],
    ["Tổ chức", one.organisation_name],
    ["Phân tổ", one.breakdown_name],
    ["Chỉ tiêu", `${one.indicator_name}: ${lowered(one.definition)}`],
    ["Có cộng được không", AXES.map((axis) => WORDS.sentence[`adds_${axis}_${one.adds_over.includes(axis) ? "yes" : "no"}`]).join(" ")],
    ["Ghi chú", one.note],
    ["Kiểm tra số học", one.checks?.length && verdicts(one.checks)],
    ["Công bố lần đầu", one.first_release_id && `bản phát hành ${one.first_release_id} (${day(one.first_released_on)})`],
    ["Thay đổi", toldOnce(one.changes ?? []).map((change) => make("p",
      `${day(change.revised_on)}, ${WORDS.revision[change.kind] ?? change.kind}: ${change.told}. ${change.reason}`))],
  ].filter(([, said]) => said && said.length !== 0);

  const buttons = (one, name) => {
    const title = `${name}: ${one.shown}, ${lowered(one.unit_title)}, ${one.period}`;
    return [["vi", "Chép trích dẫn"], ["en", "tiếng Anh"], ["bibtex", "BibTeX"], ["csl", "CSL-JSON"]]
      .flatMap(([kind, label]) => citation.button(label, () => citation.as(kind, title, one.address)));
  };

  // The page's own way of reporting an error, with the figure.
  const report = (id) => {
    const known = document.querySelector("footer [data-report]");
    if (!known) return [];
    const mail = known.protocol === "mailto:";
    const href = mail ? known.href + encodeURIComponent(`\nSố liệu: ${id}`) : `${known.href}&figure=${id}`;
    return [make("a", "Báo sai số này", { href })];
  };

  const dialog = make("dialog", [], { className: "one" });
  dialog.setAttribute("aria-labelledby", "so-lieu-mo");
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);

  const dressed = new Promise((resolve) => {
    const href = new URL("more.css", import.meta.url).href;
    document.head.append(make("link", [], { rel: "stylesheet", href, onload: resolve, onerror: resolve }));
  });

  const show = (one, id, href) => {
    const name = [one.indicator_name, one.organisation_short_name, one.breakdown_name].filter(Boolean).join(" · ");
    const list = make("dl", rows(one).flatMap(([label, said]) => [make("dt", label), make("dd", said)]), { className: "card" });
    const leave = make("button", "Đóng", { className: "copy" });
    const own = all ? [] : [make("a", "Trang của số này", { href })];
    dialog.replaceChildren(make("form", leave, { method: "dialog" }), make("h2", name, { id: "so-lieu-mo" }),
      make("p", make("b", one.shown), { className: "stated" }), make("p", `${one.unit_title}; ${one.period}.`, { className: "lede" }),
      list, make("p", [...own, ...buttons(one, name), ...report(id)], { className: "tools" }));
    dialog.showModal();
  };

  // Figures of this unit, and of others where each has a page of its own.
  const sourceOf = (anchor) => {
    if (!all) return new URL("index.json", anchor.href).href;
    return anchor.hash && anchor.pathname === location.pathname ? new URL(all, location.href).href : null;
  };

  window.citation.open = async (anchor) => {
    const file = sourceOf(anchor);
    const id = anchor.querySelector("data").dataset.figure;
    if (!file) throw new Error(`elsewhere: ${id}`);
    const [found] = await Promise.all([facts(file, id), dressed]);
    show(found, id, anchor.href);
  };
})();
