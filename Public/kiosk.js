// The tablet in a shop. Every page works without this script; with it the page never changes, works without a network,
// and sends each answer once (queue.js).
const { place, home } = document.body.dataset;
const [ask, thanks, why, ended, said, waiting, plain, settings, offline] =
  ["ask", "thanks", "why", "ended", "said", "waiting", "plain", "settings", "offline"]
    .map((id) => document.getElementById(id));
const pause = 30;
let key = null, left = 0, idle = 0;

const show = (part, isShown) => { if (part) part.hidden = !isShown; };
const network = makeNetwork(ask?.action, ({ place, ...fields }) => ({ ...fields, script: "1" }));
const queue = makeQueue({
  place, network: ask ? network : async () => "ended",
  changed: (count, state) => {
    const words = count === 1 ? waiting.dataset.one : waiting.dataset.many.replace("#", count);
    // Not while an answer is on its way for the first time, nor beside the words that the kiosk has ended.
    waiting.textContent = count && (state === "waiting" || !ask) ? words : "";
    if (!ended || ended.hidden === (state !== "ended")) return;
    // Ended, or brought back.
    show(ended, state === "ended");
    show(ask, ended.hidden && !key);
  },
});

// The next visitor: nothing of the one before is on the page or in it.
const clear = () => {
  key = null;
  queue.forget();
  show(thanks, false);
  show(offline, false);
  show(why, true);
  show(ask, ended.hidden);
  for (const button of thanks.querySelectorAll("[aria-pressed]")) button.removeAttribute("aria-pressed");
  document.activeElement?.blur();
  scrollTo(0, 0);
};
const begin = () => {
  clear();
  // A visitor’s language is not that of the next.
  if (location.pathname + location.search !== home) location.replace(home);
};
// Back leads to the faces, not out of the kiosk: one entry of the history lies above its page.
const holdBack = () => { if (!history.state) history.pushState("visit", ""); };
const extend = () => { left = pause; tick(0); };
const tick = (seconds = 1) => {
  if (!key || key === "waiting") return;
  left -= seconds;
  const clock = thanks.querySelector("[data-left]");
  clock.textContent = clock.dataset.left.replace("#", left);
  if (left <= 0) begin();
};

if (ask) {
  ask.addEventListener("submit", async (submit) => {
    submit.preventDefault();
    const feeling = submit.submitter?.value;
    if (!feeling || key) return;
    // Until the answer is stored, nothing else begins.
    [key, left] = ["waiting", pause];
    show(said, false);
    key = await queue.add({ feeling });
    show(ask, false);
    show(thanks, true);
    scrollTo(0, 0);
    thanks.querySelector("h1").focus();
    extend();
    holdBack();
  });
  thanks.addEventListener("submit", async (submit) => {
    submit.preventDefault();
    const { name, value } = submit.submitter;
    if (name === "done") {
      begin();
      return;
    }
    if (name === "withdrawn") {
      const isUndone = await queue.remove(key);
      clear();
      show(said, isUndone);
      setTimeout(() => {
        show(said, false);
        if (!key) begin();
      }, 10_000);
      return;
    }
    const isReason = name === "reason";
    const fields = { purchased: isReason ? "no" : value, reason: isReason ? value : "" };
    if (!await queue.change(key, fields)) return;
    show(why, value !== "yes");
    for (const button of thanks.querySelectorAll("button[name]")) {
      const isChosen = button === submit.submitter || (isReason && button.value === "no");
      button.setAttribute("aria-pressed", isChosen);
    }
  });
  // The worker stores no settings: they change nothing without a network.
  settings.addEventListener("click", async (click) => {
    click.preventDefault();
    const { href } = settings;
    const asked = fetch(href, { method: "HEAD", cache: "no-store" }).then(({ ok }) => ok, () => false);
    const isThere = await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, 5000))]);
    show(offline, !isThere);
    // Not while a visitor answers meanwhile.
    if (isThere && !key) location.href = href;
  });
  // One touch anywhere gives another half minute (WCAG 2.2.1).
  for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => { idle = 0; if (key) extend(); });
  setInterval(() => {
    tick();
    idle += 1;
    if (!key && idle === 2 * pause) begin();
  }, 1000);
  addEventListener("popstate", () => { holdBack(); begin(); });
  addEventListener("pageshow", (shown) => { if (shown.persisted) begin(); });

  const keepAwake = () => {
    if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => {});
  };
  document.addEventListener("visibilitychange", keepAwake);
  keepAwake();

  // A sign of life every quarter of an hour, and a fresh page every day. An address that was replaced or ended says so;
  // one that is back takes answers again. A server in trouble changes nothing.
  setInterval(async () => {
    const alive = await fetch(ask.action, { method: "HEAD", cache: "no-store" }).catch(() => null);
    if (!alive || key) return;
    if ([404, 410].includes(alive.status) || (alive.ok && performance.now() > 86_400_000)) location.reload();
    else if (alive.ok && !ended.hidden) queue.send();
  }, 900_000);

  show(plain, !isSecureContext);
  if (isSecureContext && "serviceWorker" in navigator) {
    const links = [...document.querySelectorAll("a[hreflang]")].map((link) => link.href);
    const files = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((file) => file.href ?? file.src);
    const pages = [...new Set([new URL(home, location).href, ...links])];
    // One scope for each language.
    for (const scope of new Set(pages.map((page) => new URL(".", page).pathname))) {
      navigator.serviceWorker.register("/borne/sw.js", { scope }).catch(() => {});
    }
    navigator.storage?.persist?.().catch(() => {});
    const keep = async () => {
      const cache = await caches.open("borne");
      await cache.addAll([...pages, ...files]);
      // What an earlier version or address has left.
      const kept = new Set([...pages, ...files]);
      for (const request of await cache.keys()) if (!kept.has(request.url)) await cache.delete(request);
    };
    addEventListener("load", () => keep().catch(() => {}));
  }
}
addEventListener("online", () => queue.send());
queue.send();
