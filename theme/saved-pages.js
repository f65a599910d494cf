// The service worker: pages that were read can be read again without a network, and say so.
//
// Everything comes from the network first.  A page that was kept says when; figures that scripts fetch are
// never kept.  To take it back from every browser, set IS_ON to false and publish: it removes itself and all
// that it kept, the next time a page is opened.
const IS_ON = true;
const KEPT = "solieuhoi-1"; // another name forgets what was kept
const MOST_PAGES = 100;
const PARTS = /\.(?:css|js|mjs|svg|png|woff2)$|\/tim-kiem\/ten\/[^/]+\.json$/;

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const WORDS = {
  vi: ["Không có mạng: đây là bản đã lưu trên máy này lúc", "Trang web có thể đã có số mới hơn hoặc đính chính."],
  en: ["No network: this copy was kept on this device on", "The web site may have newer figures or corrections."],
};
const notice = (html, when) => {
  const tongue = /<html lang="en"/.test(html) ? "en" : "vi";
  const [before, after] = WORDS[tongue];
  const day = when.toLocaleString(tongue === "en" ? "en-GB" : "vi-VN", { day: "numeric", month: "numeric", year: "numeric", hour: "2-digit", minute: "2-digit" });
  return `<p class="notice" role="status" data-kept>${before} ${escaped(day)}. ${after}</p>`;
};

// It stands alone: of the site's style sheets none may be kept.  The page of either language may have been asked for.
const absent = `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Không có mạng</title><style>:root{color-scheme:light dark}body{font:1rem/1.6 system-ui,sans-serif;max-width:36rem;margin:2rem auto;padding:0 1rem}</style>
<h1>Không có mạng</h1><p data-absent>Trang này chưa được lưu trên máy nên chưa mở được. Hãy thử lại khi có mạng; các trang đã xem vẫn mở được.</p>
<p lang="en">No network: this page was not kept on this device. Try again later; pages that you have read still open.</p></html>`;

const keep = async (request, answer) => {
  const kept = await caches.open(KEPT);
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  headers.set("X-Kept", new Date().toUTCString());
  const address = request.url.replace(/[?#].*/, "");
  await kept.delete(address); // the newest stands last
  await kept.put(address, new Response(answer.body, { headers }));
  const pages = (await kept.keys()).filter(({ url }) => url.endsWith("/"));
  await Promise.all(pages.slice(0, -MOST_PAGES).map((page) => kept.delete(page)));
};

const find = async (request) => (await caches.open(KEPT)).match(request, { ignoreSearch: true });

const page = async (event) => {
  try {
    const answer = await fetch(event.request);
    if (answer.ok && !answer.redirected) event.waitUntil(keep(event.request, answer.clone()));
    return answer;
  } catch {
    const kept = await find(event.request);
    if (!kept) return new Response(absent, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
    const html = await kept.text();
    const told = notice(html, new Date(kept.headers.get("X-Kept")));
    return new Response(html.replace(/<article[^>]*>/, (opening) => opening + told), { headers: kept.headers });
  }
};

const part = async (event) => {
  try {
    const answer = await fetch(event.request);
    if (answer.ok) event.waitUntil(keep(event.request, answer.clone()));
    return answer;
  } catch (fault) {
    const kept = await find(event.request);
    if (!kept) throw fault;
    return kept;
  }
};

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil((async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("solieuhoi-") && (!IS_ON || name !== KEPT));
  await Promise.all(names.map((name) => caches.delete(name)));
  if (!IS_ON) await registration.unregister();
})()));
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (!IS_ON || method !== "GET" || !url.startsWith(registration.scope)) return;
  if (mode === "navigate") event.respondWith(page(event));
  else if (PARTS.test(new URL(url).pathname)) event.respondWith(part(event));
});
