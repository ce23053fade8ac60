// The counter of a shop: a note is stored on the phone, then sent (queue.js). Without this script the same form is sent
// as any other.
const form = document.querySelector("form.noting");
const noted = document.querySelector(".noted");
const words = document.getElementById("counter-words").dataset;
const line = document.querySelector(".waiting-notes");
const base = form.action.slice(0, form.action.lastIndexOf("/"));
// Whose notes these are: on a shared phone each member’s leave with their own session only.
const shop = new URL(form.action).pathname.split("/").at(-1), place = `${shop} ${words.mark}`, storage = browserStorage();
let lastTap = -Infinity, sent = 0;

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const network = makeNetwork(
  form.action,
  ({ key, revision, purchased = "", reason = "", withdrawn = "" }) =>
    ({ key, revision, purchased, reason, withdrawn, script: "1", mark: words.mark }),
  (status) => {
    // Taken back too late; the list of today still can.
    if (status === 409) say(words.over);
    if (status === 204 || status === 409) sent += 1;
  });

// What the page says of today, read again once all is sent.
const refresh = async () => {
  const live = document.getElementById("today");
  if (!live) return;
  const page = await fetch(location.pathname).catch(() => null);
  if (!page?.ok || page.redirected) return;
  const fresh = new DOMParser().parseFromString(await page.text(), "text/html").getElementById("today");
  if (fresh) live.replaceWith(document.importNode(fresh, true));
};

const numbered = (count, one, others) => (count > 1 ? others : one).replace("#", count) + " ";

const tell = async (count, state) => {
  const foreign = (await storage.all())
    .filter((answer) => answer.place !== place && !answer.withdrawn && answer.place.startsWith(shop + " ")).length;
  line.replaceChildren();
  if (count && state !== "idle") {
    line.append(numbered(count, words.one, words.others));
    // Without a session, or with that of another member.
    if (state === "signIn") line.append(element("a", { href: words.signIn, textContent: words.signInWords }));
    if (state === "ended") line.append(words.ended + " ");
  }
  if (foreign) line.append(numbered(foreign, words.foreignOne, words.foreignOthers));
  if (state === "idle" && sent) {
    sent = 0;
    refresh();
  }
};

const queue = makeQueue({ place, storage, network, changed: tell });

// A confirmation below the buttons, with an undo for as long as the server takes one back.
function say(text, key) {
  const flash = element("div", { className: "flash ok", role: "status" }, element("p", { textContent: text }));
  if (key) {
    const undo = element("button", { className: "button quiet", type: "button", textContent: words.undo });
    undo.addEventListener("click", async () => {
      undo.disabled = true;
      await queue.remove(key);
      say(words.undone);
    });
    flash.append(undo);
    setTimeout(() => undo.remove(), 570_000);
  }
  noted.replaceChildren(flash);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  // A trembling finger: two visitors do not leave within half a second.
  if (event.timeStamp - lastTap < 500) return;
  lastTap = event.timeStamp;
  const { name, value, textContent } = event.submitter;
  const answer = name === "reason" ? { purchased: "no", reason: value } : { purchased: value };
  const key = await queue.add(answer);
  const reason = textContent[0].toLowerCase() + textContent.slice(1);
  const left = answer.reason ? words.because.replace("#", reason) : words.left;
  say(answer.purchased === "yes" ? words.bought : left, key);
});

addEventListener("online", () => queue.send());
addEventListener("visibilitychange", () => { if (!document.hidden) queue.send(); });
queue.send();

// What the page needs to open without a network. Over plain http there is no worker: the page says so.
if ("serviceWorker" in navigator) {
  document.querySelector(".needs-network")?.remove();
  navigator.storage?.persist?.();
  navigator.serviceWorker.register("/comptoir/sw.js", { scope: base }).catch(() => {});
  if (words.offline) {
    const files = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((file) => file.href ?? file.src);
    // Those of all shops of the member, and the list of them.
    const others = [...document.querySelectorAll(".filters a")].map((link) => link.href + "/hors-ligne");
    const pages = [words.offline, ...others, ...others.length ? [words.offlineList] : []];
    const kept = new Set([...pages.map((page) => new URL(page, location).href), ...files]);
    const keep = async () => {
      const cache = await caches.open("comptoir");
      await cache.addAll(kept);
      // What an earlier version, or a shop where the member notes no more, has left.
      for (const request of await cache.keys()) if (!kept.has(request.url)) await cache.delete(request);
    };
    keep().catch(() => {});
  }
} else {
  document.querySelector(".needs-network")?.removeAttribute("hidden");
}
