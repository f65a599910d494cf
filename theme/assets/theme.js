// Small comforts for every page; without this script nothing is lost but these and the suggestions.
// Loaded in the head and blocking, so that a chosen colour scheme is there before the first paint.
(() => {
  const KEY = "solieuhoi-nen";
  const chosen = document.documentElement.dataset;
  // What scripts say; english.js, which English pages have, says it in English.
  window.say ??= String.raw;
  chosen.theme = "";
  try { chosen.theme = localStorage.getItem(KEY) || ""; } catch { /* private mode */ }

  const made = (name, given, ...children) => {
    const element = Object.assign(document.createElement(name), given);
    element.append(...children);
    return element;
  };

  const offerSchemes = () => {
    const choice = made("fieldset", { className: "scheme" }, made("legend", {}, say`Nền trang`));
    for (const [value, name] of [["", say`Theo máy`], ["light", say`Sáng`], ["dark", say`Tối`]]) {
      const radio = made("input", { type: "radio", name: "scheme", value, checked: value === chosen.theme });
      choice.append(" ", made("label", {}, radio, ` ${name}`));
    }
    choice.addEventListener("change", ({ target }) => {
      chosen.theme = target.value;
      try { localStorage.setItem(KEY, target.value); } catch { /* private mode */ }
    });
    document.querySelector("footer.site .wrap")?.append(choice);
  };

  addEventListener("DOMContentLoaded", offerSchemes);
  addEventListener("beforeprint", () => {
    for (const line of document.querySelectorAll(".address[data-address]")) line.textContent = location.href.replace("#mot-trang", "");
  });
  addEventListener("focusin", ({ target }) => { if (target.name === "q") import("./search-suggest.js"); });
})();
