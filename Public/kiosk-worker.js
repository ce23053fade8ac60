// Shows the page of a kiosk without a network: `kiosk.js` stores its pages and files. Answers never pass here.
const within = (request, milliseconds) => new Promise((resolve, reject) => {
  setTimeout(reject, milliseconds);
  fetch(request).then(resolve, reject);
});
const options = { ignoreSearch: true, ignoreVary: true };
const stored = async (request) => {
  const cache = await caches.open("borne");
  const own = await cache.match(request, options);
  if (own) return own;
  // The settings, or a page of an earlier address: the faces in another language are better than an error.
  const other = (await cache.keys()).find(({ url }) => !new URL(url).pathname.startsWith("/public/"));
  return other && cache.match(other, options);
};
const page = async (request) => {
  try {
    const response = await within(request, 5000);
    // A server that is down, or has too much to do, has no page.
    if (response.status < 500 && response.status !== 429) return response;
    return await stored(request) ?? response;
  } catch {
    return await stored(request) ?? Response.error();
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
