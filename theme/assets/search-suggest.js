// Suggestions while typing, in every search field of the site: an editable combobox with a list of links,
// by the pattern of the ARIA Authoring Practices.  theme.js loads this when a field is first used.
import { findNames, findNear, loadIndex } from "./search-names.js";
import { asName, spelledOut } from "./search-rank.js";

const MOST = 8;
const sheet = document.createElement("link");
sheet.rel = "stylesheet";
sheet.href = new URL("search-suggest.css", import.meta.url);
const styled = new Promise((loaded) => { sheet.onload = sheet.onerror = loaded; });
document.head.append(sheet);

const suggestions = async (typed) => {
  const query = asName(spelledOut(typed.normalize("NFC").trim()));
  if (!query) return [];
  const found = await findNames(query, {});
  return (found.length ? found : (await findNear(query, {})).names).slice(0, MOST);
};

const option = ({ url, title, place, time }, at) => {
  const made = document.createElement("a");
  made.id = `goi-y-${at}`;
  made.href = url;
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", "false");
  made.tabIndex = -1; // the focus stays in the field
  const where = document.createElement("small");
  where.textContent = [place, time].filter(Boolean).join("; ");
  made.append(title, " ", where);
  return made;
};

const suggestIn = (field) => {
  const list = document.createElement("div");
  list.id = "goi-y";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", say`Gợi ý`);
  const count = document.createElement("span");
  count.className = "told";
  count.setAttribute("role", "status");
  field.form.append(list, count);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) field.setAttribute(name, value);

  let active = -1;
  let turn = 0;
  const mark = (at) => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = at;
    const marked = list.children[at];
    if (!marked) return field.removeAttribute("aria-activedescendant");
    marked.setAttribute("aria-selected", "true");
    marked.scrollIntoView({ block: "nearest" });
    return field.setAttribute("aria-activedescendant", marked.id);
  };
  const open = (shown) => {
    list.hidden = !shown;
    field.setAttribute("aria-expanded", String(shown));
  };
  const close = () => { turn += 1; mark(-1); open(false); };
  const suggest = async () => {
    const mine = ++turn;
    const found = await suggestions(field.value);
    await styled;
    if (mine !== turn) return;
    mark(-1);
    list.replaceChildren(...found.map(option));
    count.textContent = found.length ? say`${found.length} gợi ý` : "";
    open(found.length > 0);
  };
  const step = (by) => {
    if (list.hidden) return suggest();
    const places = list.childElementCount + 1; // the field itself is one of them
    return mark((active + 1 + by + places) % places - 1);
  };
  const keys = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Escape: close,
    Enter: () => list.children[active].click(),
  };

  field.addEventListener("input", suggest);
  field.addEventListener("keydown", (event) => {
    const isFree = { Enter: active < 0, Escape: list.hidden }[event.key];
    if (!keys[event.key] || isFree || event.isComposing) return;
    event.preventDefault();
    keys[event.key]();
  });
  field.addEventListener("blur", close);
  field.form.addEventListener("submit", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  if (field.value && field === document.activeElement) suggest();
};

loadIndex();
for (const field of document.querySelectorAll("form.search input[name=q]")) suggestIn(field);
