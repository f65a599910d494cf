// On the 404 page: the words of the address, without codes of one letter and file endings.
(() => {
  const offer = document.querySelector("[data-lost]");
  let path = location.pathname;
  try { path = decodeURIComponent(path); } catch { /* search for it as it is */ }
  const last = path.replace(/\/(index\.html)?$/, "").split("/").pop();
  const words = last.replace(/\.\w+$/, "").split(/[-_+\s]+/).filter((word) => word && !/^\d+$/.test(word)).join(" ");
  if (!words) return;
  const link = offer.querySelector("a");
  link.textContent = `“${words}”`;
  link.href += `?q=${encodeURIComponent(words)}`;
  offer.hidden = false;
})();
