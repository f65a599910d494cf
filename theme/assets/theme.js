// Small comforts for every page; without this script nothing is lost but these.
// Loaded in the head and blocking, so that a chosen colour scheme is there before the first paint.
(() => {
  const KEY = "solieuhoi-nen";
  const root = document.documentElement;

  const remembered = () => {
    try { return localStorage.getItem(KEY) || ""; } catch { return ""; }
  };
  const remember = (scheme) => {
    try { scheme ? localStorage.setItem(KEY, scheme) : localStorage.removeItem(KEY); } catch { /* private mode */ }
  };
  const show = (scheme) => {
    if (scheme === "light" || scheme === "dark") root.dataset.theme = scheme;
    else delete root.dataset.theme;
  };
  show(remembered());

  const offerSchemes = () => {
    const choice = document.createElement("fieldset");
    choice.className = "scheme";
    choice.innerHTML = "<legend>Nền trang</legend>" + [["", "Theo máy"], ["light", "Sáng"], ["dark", "Tối"]]
      .map(([value, name]) => ` <label><input type="radio" name="scheme" value="${value}"> ${name}</label>`).join("");
    for (const radio of choice.querySelectorAll("input")) radio.checked = radio.value === (root.dataset.theme || "");
    choice.addEventListener("change", (event) => { remember(event.target.value); show(event.target.value); });
    document.querySelector("footer.site .wrap")?.append(choice);
  };

  const printAddress = () => addEventListener("beforeprint", () => {
    for (const line of document.querySelectorAll("[data-address]")) line.textContent = location.href;
  });

  document.addEventListener("DOMContentLoaded", () => {
    offerSchemes();
    printAddress();
  });
})();
