// What Material's script expects of the page, and Material itself writes into the page as an inline script.
var __md_scope = new URL("..", document.currentScript.src);
var __md_get = (key, storage = localStorage, scope = __md_scope) => JSON.parse(storage.getItem(`${scope.pathname}.${key}`));
var __md_set = (key, value, storage = localStorage, scope = __md_scope) => {
  try { storage.setItem(`${scope.pathname}.${key}`, JSON.stringify(value)); } catch { /* private mode */ }
};
