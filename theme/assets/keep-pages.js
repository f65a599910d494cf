// Lets pages that were read be read again without a network (saved-pages.js); not on a machine that tries the
// site out, nor where a browser knows nothing of it.  Pages of units leave this script to the others.
(() => {
  const address = new URL("../saved-pages.js", document.currentScript.src).href;
  const isTrial = /^(|localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(location.hostname);
  if (!navigator.serviceWorker || isTrial) return;
  addEventListener("load", async () => {
    try {
      const policy = window.trustedTypes?.createPolicy("solieuhoi-saved-pages", { createScriptURL: () => address });
      await navigator.serviceWorker.register(policy ? policy.createScriptURL("") : address);
    } catch { /* forbidden here: then nothing is kept */ }
  });
})();
