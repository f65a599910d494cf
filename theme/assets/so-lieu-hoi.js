// For other people's pages: <solieuhoi-figure id="…" src="https://…/so/…/">1.875</solieuhoi-figure>
// The number stays as it is written; beside it comes whether it is what we published.  Nothing is
// remembered or sent but the question for the file of the figure.  Without this script the number stands.
(() => {
  const site = new URL("..", document.currentScript.src); // this script lies in assets/ of the site
  const words = (text) => String(text ?? "").replace(/\s+/g, " ").trim().toLowerCase();
  const whole = (given) => new URL(given.replace(/^\//, ""), site).href; // where the build knew no address
  const day = (iso) => iso.split("-").reverse().join("/").replace(/\/0([3-9])\//, "/$1/");

  // The ways to write a value: as data, with the separators of either language.
  const forms = (value) => [value, ...["vi", "en"].map((lang) => Number(value).toLocaleString(lang, { maximumFractionDigits: 20 }))];
  const says = (text, many) => many.some((one) => one != null && `${words(one)} `.startsWith(`${text} `));

  const judged = (text, figure) => {
    if (figure.moved_to === null) return ["withdrawn", `(đã rút ngày ${day(figure.since)}: ${figure.reason})`, ""];
    const now = `${figure.shown ?? "không có số"}, ${figure.unit_name}, ${figure.period}`;
    if (figure.value != null && says(text, [figure.shown, figure.value_text, ...forms(figure.value)])) {
      return ["published", "(đúng với trang gốc)", `Đúng như đã công bố: ${now}`];
    }
    const change = (figure.changes ?? []).find((one) => one.field === "value" && one.old_value && says(text, forms(one.old_value)));
    if (change) {
      return ["changed", `(đã sửa: ${change.told}, ngày ${day(change.revised_on)}. ${change.reason})`, `Nay là: ${now}`];
    }
    return ["different", `(trang gốc ghi ${figure.shown ?? "không có số"})`, now];
  };

  // A file tells of one figure, of all figures of a unit by their ids, or where a figure went.
  const read = async (address, id) => {
    const answer = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
    if (answer.status === 404 || answer.status === 410) return null;
    if (!answer.ok) throw new Error(answer.status);
    const told = await answer.json();
    const own = told.figures ? told.figures[id] : told.figure_id === id && told;
    if (own?.moved_to) {
      const place = new URL(own.moved_to, address);
      return read(new URL("index.json", place), place.pathname.split("/").at(-2));
    }
    return own ? { ...told, ...told.periods?.[own.period_id], ...own } : null;
  };

  customElements.define("solieuhoi-figure", class extends HTMLElement {
    async connectedCallback() {
      if (this.hasAttribute("state")) return; // moved within its page
      const mark = document.createElement("a");
      Object.assign(mark.style, { fontSize: ".72em", color: "inherit" });
      try {
        const address = new URL(this.getAttribute("src"), document.baseURI);
        const ours = address.href.startsWith(new URL("so/", site).href);
        const file = address.pathname.endsWith("/") ? new URL("index.json", address) : address;
        const figure = ours ? await read(file, this.id) : null;
        const [state, said, more] = figure ? judged(words(this.textContent), figure) : ["unknown", "(không phải số của trang gốc)", ""];
        this.setAttribute("state", state);
        mark.textContent = said;
        mark.title = more;
        mark.lang = "vi";
        if (figure) mark.href = figure.unit_address && !figure.address ? `${whole(figure.unit_address)}#${this.id}` : address.href;
        this.append(" ", mark);
      } catch {
        this.setAttribute("state", "unchecked"); // out of reach: nothing is claimed
      }
    }
  });
})();
