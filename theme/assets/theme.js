// Small comforts for every page; without this script nothing is lost but these and the suggestions.
// Loaded in the head and blocking, so that a chosen colour scheme is there before the first paint.
(() => {
  const KEY = "solieuhoi-nen";
  const chosen = document.documentElement.dataset;
  chosen.theme = "";
  try { chosen.theme = localStorage.getItem(KEY) || ""; } catch { /* private mode */ }

  const offerSchemes = () => {
    const choice = document.createElement("fieldset");
    choice.className = "scheme";
    choice.innerHTML = "<legend>Nền trang</legend>" + [["", "Theo máy"], ["light", "Sáng"], ["dark", "Tối"]]
      .map(([value, name]) => ` <label><input type="radio" name="scheme" value="${value}"> ${name}</label>`).join("");
    for (const radio of choice.querySelectorAll("input")) radio.checked = radio.value === chosen.theme;
    choice.addEventListener("change", ({ target }) => {
      chosen.theme = target.value;
      try { localStorage.setItem(KEY, target.value); } catch { /* private mode */ }
    });
    document.querySelector("footer.site .wrap")?.append(choice);
  };

  addEventListener("DOMContentLoaded", offerSchemes);
  addEventListener("beforeprint", () => {
    for (const line of document.querySelectorAll("[data-address]")) line.textContent = location.href.replace("#mot-trang", "");
  });
  addEventListener("focusin", ({ target }) => { if (target.name === "q") import("./search-suggest.js"); });
})();
