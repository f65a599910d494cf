// On its unit's page a figure opens in place, by a script that comes with the first press.  Whatever
// hinders that, the link of the figure leads to a page that says the same.
(() => {
  const opener = new URL("figures.js", document.currentScript.src).href;
  const openInPlace = async (event) => {
    const anchor = event.target.closest?.("a.fig:has(data[data-figure])");
    if (!anchor || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    try {
      await import(opener);
      await window.citation.open(anchor);
    } catch {
      location.assign(anchor.href);
    }
  };
  if (window.HTMLDialogElement) document.addEventListener("click", openInPlace);
})();
