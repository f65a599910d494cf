// A table of many rows is sorted by its heads, and filtered by words typed without accents.  Rows without a
// number come last, totals stay at the end; without this script the table is as the page has it.
// window.parts is what compare.js, which comes after it, makes and folds with, too.
(() => {
  const MANY = 10;
  const alphabet = new Intl.Collator("vi", { numeric: true });
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");

  const make = (name, facts, ...content) => {
    const element = document.createElement(name);
    for (const [key, fact] of Object.entries(facts)) element.setAttribute(key, fact);
    element.append(...content);
    return element;
  };

  window.parts = { fold, make };

  // What a cell is sorted by: its first number, or its words; null where it has none, undefined where a
  // column of numbers has something else.
  const worth = (cell) => {
    const data = cell.querySelector("data[value]");
    if (data) return Number(data.value);
    const said = cell.textContent.trim();
    if (!said || cell.querySelector(".missing")) return null;
    if (!cell.matches(".n")) return said;
    return /^\d[\d.]*(,\d+)?$/.test(said) ? Number(said.replaceAll(".", "").replace(",", ".")) : undefined;
  };

  const compare = (a, b, sign) => {
    if (a === null || b === null) return (a === null) - (b === null);
    return sign * (typeof a === typeof b && typeof a === "number" ? a - b : alphabet.compare(a, b));
  };

  const sortable = (table, rows, last) => {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const worths = new Map(rows.map((row) => [row, worth(row.cells[column])]));
      if ([...worths.values()].includes(undefined)) return;
      const name = head.textContent.trim();
      const first = head.matches(".n") ? "descending" : "ascending"; // the most first, or A first
      const next = { [first]: first === "ascending" ? "descending" : "ascending", none: first };
      const button = make("button", { type: "button", class: "sort", "aria-label": say`Sắp xếp theo ${name}` });
      button.addEventListener("click", () => {
        const way = next[head.getAttribute("aria-sort") ?? "none"] ?? "none"; // the third press: as it was
        for (const other of heads) other.removeAttribute("aria-sort");
        if (way !== "none") head.setAttribute("aria-sort", way);
        const sign = way === "ascending" ? 1 : -1;
        const sorted = way === "none" ? rows : [...rows].sort((a, b) => compare(worths.get(a), worths.get(b), sign));
        body.append(...sorted, ...last);
      });
      head.append(" ", button);
    });
  };

  const filterable = (table, rows, last) => {
    const input = make("input", { type: "search", autocomplete: "off", spellcheck: "false", placeholder: say`gõ không cần dấu` });
    const told = make("span", { role: "status" });
    const words = new Map(rows.map((row) => [row, fold(row.textContent)]));
    input.addEventListener("input", () => {
      const asked = fold(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        row.hidden = !asked.every((word) => words.get(row).includes(word));
        shown += !row.hidden;
      }
      for (const row of last) row.hidden = asked.length > 0; // a total is of all rows
      told.textContent = asked.length ? say`${shown} trong ${rows.length} dòng` : "";
    });
    table.before(make("p", { class: "filter" }, make("label", {}, say`Lọc bảng: `, input), " ", told));
  };

  for (const table of document.querySelectorAll("article table")) {
    const plain = table.tHead?.rows.length === 1 && table.tBodies.length === 1 && !table.querySelector("[rowspan], [colspan]");
    if (!plain || table.tBodies[0].rows.length <= MANY) continue;
    const all = [...table.tBodies[0].rows];
    const parts = [all.filter((row) => !row.matches(".tot")), all.filter((row) => row.matches(".tot"))];
    sortable(table, ...parts);
    filterable(table, ...parts);
  }
})();
