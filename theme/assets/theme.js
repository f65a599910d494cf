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

  // On the 404 page: the words of the address, without codes of one letter and file endings.
  const searchLostWords = () => {
    const offer = document.querySelector("[data-lost]");
    if (!offer) return;
    let path = location.pathname;
    try { path = decodeURIComponent(path); } catch { /* search for it as it is */ }
    const last = path.replace(/\/(index\.html)?$/, "").split("/").pop();
    const words = last.replace(/\.\w+$/, "").split(/[-_+\s]+/).filter((word) => word && !/^\d+$/.test(word)).join(" ");
    if (!words) return;
    const link = offer.querySelector("a");
    link.textContent = `“${words}”`;
    link.href += `?q=${encodeURIComponent(words)}`;
    offer.hidden = false;
  };

  document.addEventListener("DOMContentLoaded", () => {
    offerSchemes();
    printAddress();
    searchLostWords();
  });
})();
