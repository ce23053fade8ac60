// Opens the counter without a network: pages come from the network, or else from those that counter.js stored. Files
// whose names change with their contents come from the store. Nothing else is stored.
const shop = (url) => new URL(url).pathname.match(/\/comptoir\/(?!hors-ligne)([^/]+)/)?.[1];

// The counter of the shop of the address, never that of another one. An address without a shop has the list of the
// counters, or the only one.
const offline = async (url) => {
  const cache = await caches.open("comptoir");
  const pages = (await cache.keys()).filter((page) => page.url.endsWith("/hors-ligne"));
  const page = pages.find((page) => shop(page.url) === shop(url)) ?? (!shop(url) && pages.length === 1 && pages[0]);
  return page && cache.match(page);
};

// From the network, unless it fails, has no page or takes more than five seconds, and a page is stored.
const opened = async (request) => {
  const live = fetch(request);
  try {
    const response = await Promise.race([live, new Promise((_, late) => setTimeout(late, 5_000))]);
    // A server that is down, or has too much to do, has no page.
    if (response.status < 500 && response.status !== 429) return response;
    return await offline(request.url) || response;
  } catch {
    return await offline(request.url) || live;
  }
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(opened(request));
  } else if (new URL(request.url).pathname.startsWith("/public/")) {
    event.respondWith(caches.match(request).then((stored) => stored ?? fetch(request)));
  }
});
