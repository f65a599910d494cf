// Beside each form of a citation a button that copies it, with the day of access filled in; the same for
// charts and tables.  Without this script the citation stands there, its day left open.
// window.citation.as(kind, title, address) is the page's citation made into that of a part of it.
(() => {
  const box = document.getElementById("trich-dan");
  if (!box?.dataset.title) return; // a heading of a guide may have this name, too
  const { title, address, path } = box.dataset;
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const [year, month, day] = [now.getFullYear(), now.getMonth() + 1, two(now.getDate())];
  const iso = `${year}-${two(month)}-${day}`;
  const accessed = {
    vi: `${day}/${month < 3 ? two(month) : month}/${year}`, // as the site writes dates
    en: now.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" }),
  };

  // Where the build knew no address, it is that of the page as it is open here.
  const root = path ? new URL(path.replace(/[^/]+/g, "..").slice(1) || ".", location.href).href : "";
  const whole = (given) => path ? new URL(given.replace(/^\//, ""), root).href : given;

  const quoted = (text) => text.replaceAll("“", "‘").replaceAll("”", "’"); // within quotation marks
  const escaped = {
    vi: quoted,
    en: quoted,
    bibtex: (text) => text.replace(/[&%$#_]/g, "\\$&"),
    csl: (text) => JSON.stringify(text).slice(1, -1),
  };
  const plain = (text) => text;
  // The address as it stands alone: that of the home page may be a slash, which days have as well.
  const standing = new RegExp(`(?<!\\w)${address.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?!\\w)`, "g");

  const as = (kind, name = title, where = address) => {
    const escape = escaped[kind] || plain;
    const text = box.querySelector(`[data-copy=${kind}]`).textContent.trim();
    const filled = text.slice(0, text.lastIndexOf("…")) + (accessed[kind] || iso) + text.slice(text.lastIndexOf("…") + 1);
    return filled.replaceAll(escape(title), () => escape(name)).replaceAll(standing, () => whole(where));
  };

  const copied = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch { // no permission, or no https
      const field = document.createElement("textarea");
      field.value = text;
      (document.querySelector("dialog[open]") || document.body).append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      if (!done) throw new Error("not copied");
    }
  };

  // A button that copies what `text` returns, and a word for those who hear the page.
  const button = (label, text) => {
    const made = document.createElement("button");
    const told = document.createElement("span");
    made.type = "button";
    made.className = "copy";
    made.textContent = label;
    told.setAttribute("role", "status");
    made.addEventListener("click", async () => {
      told.textContent = "";
      try {
        await copied(text());
        told.textContent = say` đã chép`;
      } catch {
        told.textContent = say` chưa chép được; hãy chọn chữ rồi chép`;
      }
      made.focus();
    });
    return [made, told];
  };

  window.citation = { as, button, whole };

  for (const part of box.querySelectorAll("[data-copy]")) {
    part.closest("dd").previousElementSibling.append(" ", ...button(say`Chép`, () => as(part.dataset.copy)));
  }
  // A link to what is folded opens what it is in.  The list of contents on a phone closes behind its links.
  const unfold = () => {
    const target = document.getElementById(location.hash.slice(1));
    const folded = (place) => place?.closest("details:not([open])");
    if (!folded(target)) return;
    for (let box = folded(target); box; box = folded(box)) box.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", () => location.hash === "#mot-trang" ? print() : unfold());
  unfold();
  const contents = document.querySelector(".toc details");
  contents?.addEventListener("click", ({ target }) => { if (target.matches("a")) contents.open = false; });

  // Code for other people's pages, with addresses from the root of the site where it knew no other.
  for (const part of document.querySelectorAll("[data-copy=html]")) {
    const text = () => part.textContent.trim().replaceAll(/(?<=src=")\/[^"]*/g, whole);
    part.before(...button(say`Chép mã`, text));
  }
  const offer = (place, name, id) => {
    const cited = `${name.trim()} — ${title}`;
    place.append(" ", ...button(say`Chép trích dẫn`, () => as(window.inEnglish ? "en" : "vi", cited, `${address}#${id}`)));
  };
  for (const figure of document.querySelectorAll("figure.chart[id]")) {
    offer(figure.querySelector(".tools"), figure.querySelector("figcaption").textContent, figure.id);
  }
  for (const table of document.querySelectorAll("table[id]")) {
    const below = table.nextElementSibling;
    const name = table.caption || table.closest("section")?.querySelector("h2");
    if (name && below?.matches("p.src")) offer(below, name.textContent, table.id);
  }
})();
