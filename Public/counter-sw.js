// Opens the counter without a network: pages come from the network, or else from those that counter.js stored. Files
// whose names change with their contents come from the store. Nothing else is stored.
const shop = (url) => new URL(url).pathname.match(/\/comptoir\/([^/]+)/)?.[1];

// The counter of the shop of the address, never that of another one. An address without a shop has the only counter, or
// a list of them.
const offline = async (url) => {
  const cache = await caches.open("comptoir");
  const pages = (await cache.keys()).filter((page) => page.url.endsWith("/hors-ligne"));
  const wanted = shop(url);
  const own = wanted ? pages.find((page) => shop(page.url) === wanted) : pages.length === 1 && pages[0];
  if (own) return cache.match(own);
  if (wanted || !pages.length) return Response.error();
  const lines = await Promise.all(pages.map(async (page) => {
    // Its link and its name, escaped there.
    const [, link, name] = /<a class="sign" href="([^"]+)"><span class="sign-name">([^<]*)/.exec(await (await cache.match(page)).text()) ?? [];
    return link ? `<li><a href="${link}">${name}</a></li>` : "";
  }));
  const head = '<!DOCTYPE html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Comptoir</title>';
  return new Response(`${head}<ul style="font: 1.4rem/2.5 sans-serif">${lines.join("")}</ul>`, { headers: { "Content-Type": "text/html" } });
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => offline(request.url)));
  } else if (new URL(request.url).pathname.startsWith("/public/")) {
    event.respondWith(caches.match(request).then((stored) => stored ?? fetch(request)));
  }
});
