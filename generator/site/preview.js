// Put into every page by the preview server, never by a build: loads the page again when there is a newer
// site, and shows on top of it what stopped the last build.  All words come from the server.
(() => {
  const { site, next } = document.currentScript.dataset;
  const bar = document.createElement("pre");
  bar.id = "xem-thu";
  bar.hidden = true;
  bar.setAttribute("role", "status");
  bar.style.cssText =
    "position:sticky;top:0;z-index:9999;margin:0;padding:.75rem 1rem;max-height:50vh;overflow:auto;" +
    "white-space:pre-wrap;font-family:inherit;font-size:1rem;line-height:1.5;color:#fff";

  const show = ({ mood, text }) => {
    bar.textContent = text;
    bar.hidden = text === "";
    bar.style.background = mood === "fault" ? "#a3122a" : "#24507a";
  };

  const inView = () =>
    document.hidden
      ? new Promise((go) => document.addEventListener("visibilitychange", go, { once: true }))
      : Promise.resolve();

  // A hidden page asks nothing: a browser opens only few connections to one server.
  const ask = async (seen) => {
    const hung = new AbortController();
    const stop = () => hung.abort();
    document.addEventListener("visibilitychange", stop, { once: true });
    try {
      return await (await fetch(`${next}?after=${seen}`, { signal: hung.signal })).json();
    } finally {
      document.removeEventListener("visibilitychange", stop);
    }
  };

  const listen = async () => {
    document.body.prepend(bar);
    for (let seen = ""; ; ) {
      await inView();
      try {
        const news = await ask(seen);
        if (news.site !== site) return location.reload();
        show(news);
        seen = news.number;
      } catch {
        await new Promise((go) => setTimeout(go, 500)); // the server has ended, or begins anew
      }
    }
  };

  listen();
})();
