// The beginning of every page in a package for use without a network, which is opened from a folder; no page
// of the site has it.  `solieuhoi offline` adds the site's modules below, as functions.
var offline = (() => {
  const assets = document.currentScript.src;
  const kept = new Map();
  const loaded = new Map();
  const made = { assets, modules: {} };

  made.load = (name) => {
    if (!loaded.has(name)) loaded.set(name, made.modules[name]());
    return loaded.get(name);
  };
  made.later = async (address) => made.load(new URL(address, assets).pathname.split("/").pop());
  made.keep = (text) => kept.set(document.currentScript.src, text);

  // What scripts of the site fetch lies beside itself as a script with its text.
  window.fetch = (address) => new Promise((resolve, reject) => {
    const source = `${new URL(address, document.baseURI)}.js`;
    if (kept.has(source)) return resolve(new Response(kept.get(source)));
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => resolve(new Response(kept.get(source)));
    script.onerror = () => reject(new TypeError(`not in this package: ${address}`));
    return document.head.append(script);
  });

  // Scripts make links as the site has them: a folder stands for the page in it.
  const lead = ({ target }) => {
    const link = target.closest?.("a[href]");
    if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  };
  for (const kind of ["click", "auxclick", "contextmenu"]) addEventListener(kind, lead, true);
  addEventListener("DOMContentLoaded", () => {
    for (const { dataset } of document.querySelectorAll("script[data-module]")) made.load(dataset.module);
  });
  return made;
})();
