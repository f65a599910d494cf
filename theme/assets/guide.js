// What Material's script expects of the page, and Material itself writes into the page as an inline script.
var __md_scope = new URL("..", document.currentScript.src);
var __md_get = (key, storage = localStorage, scope = __md_scope) => JSON.parse(storage.getItem(`${scope.pathname}.${key}`));
var __md_set = (key, value, storage = localStorage, scope = __md_scope) => {
  try { storage.setItem(`${scope.pathname}.${key}`, JSON.stringify(value)); } catch { /* private mode */ }
};
// Material names a block of code by the nearest id around it, which here is that of the article: all buttons would
// copy the first block.  And the box of each button is no landmark.
new MutationObserver(() => {
  document.querySelectorAll("pre:not([id])").forEach((block) => { block.id = `ma-${document.querySelectorAll("pre[id]").length}`; });
  document.querySelectorAll(".md-code__nav:not([role])").forEach((box) => box.setAttribute("role", "none"));
}).observe(document, { childList: true, subtree: true });
