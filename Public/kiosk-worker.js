// Shows the page of a kiosk without a network: `kiosk.js` stores its pages and files. Answers never pass here.
const within = (request, milliseconds) => new Promise((resolve, reject) => {
  setTimeout(reject, milliseconds);
  fetch(request).then(resolve, reject);
});
const options = { ignoreSearch: true, ignoreVary: true };
const page = async (request) => {
  try {
    return await within(request, 5000);
  } catch {
    const cache = await caches.open("borne");
    const stored = await cache.match(request, options);
    if (stored) return stored;
    // The settings, or a page of an earlier address: the faces in another language are better than an error.
    const other = (await cache.keys()).find(({ url }) => !new URL(url).pathname.startsWith("/public/"));
    return other ? cache.match(other, options) : Response.error();
  }
};
const file = async (request) => await (await caches.open("borne")).match(request, options) ?? fetch(request);

addEventListener("install", () => skipWaiting());
addEventListener("activate", (activated) => activated.waitUntil(clients.claim()));
addEventListener("fetch", (fetched) => {
  const { request } = fetched;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") fetched.respondWith(page(request));
  else if (new URL(request.url).pathname.startsWith("/public/")) fetched.respondWith(file(request));
});
