// Opens the counter without a network: pages come from the network, or else from the page that counter.js stored. Files
// whose names change with their contents come from the store. Nothing else is stored.
const shop = (url) => new URL(url).pathname.match(/\/comptoir\/([^/]+)/)?.[1];

const offline = async (url) => {
  const cache = await caches.open("comptoir");
  const pages = (await cache.keys()).filter((page) => page.url.endsWith("/hors-ligne"));
  const own = pages.find((page) => shop(page.url) === shop(url)) ?? pages.at(-1);
  return own ? cache.match(own) : Response.error();
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
