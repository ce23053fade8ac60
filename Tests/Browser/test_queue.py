"""The queue of a device (Public/queue.js) on fake storage, network and clock: 1,000 taps, 50 cuts of the network and
restarts between them. Each answer is recorded once, in the state its visitor left it."""

import pytest

from conftest import chromium
from street import ROOT

QUEUE = (ROOT / "Public/queue.js").read_text()

# The world of one run: a server that records by key, a network that may be cut, that loses a request or only its response,
# a storage that outlives the page, and a clock that stands still between steps. Random numbers come from `seed`.
WORLD = """
// After all that is ready to run has run.
const settled = () => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { port1.close(); resolve(); };
  port2.postMessage(0);
});
const makeWorld = (seed) => {
  // mulberry32
  const random = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let word = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) / 4294967296;
  };
  const recorded = new Map(), stored = new Map(), timers = [];
  let now = 0, isCut = false, page = 0;
  const world = {
    recorded, stored, random, inserted: 0, clockReads: 0,
    cut: (value) => { isCut = value; },
    storage: {
      all: async () => [...stored.values()].map((answer) => ({ ...answer })),
      put: async (answer) => { stored.set(answer.key, { ...answer }); },
      remove: async ({ key, revision }) => { if (stored.get(key)?.revision === revision) stored.delete(key); },
    },
    // As `DeviceAnswer.record` does.
    receive: (answer) => {
      const known = recorded.get(answer.key);
      if (!known && !answer.withdrawn) world.inserted += 1;
      if (!known || answer.revision > known.revision) recorded.set(answer.key, { ...answer });
    },
    network: async (answer) => {
      if (isCut) { if (random() < 0.3) world.receive(answer); throw new Error("cut"); }
      const luck = random();
      if (luck < 0.02) throw new Error("lost on the way");
      world.receive(answer);
      if (luck < 0.05) throw new Error("response lost");
      if (luck < 0.06) throw { seconds: 60 };
      return "sent";
    },
    queue: (more = {}) => {
      const own = page += 1;
      return makeQueue({
        place: "borne x", storage: world.storage, random,
        network: (answer) => own === page ? world.network(answer) : new Promise(() => {}),
        draw: () => Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join(""),
        timer: (act, milliseconds) => {
          const timer = { at: now + milliseconds, act: () => own === page && act() };
          timers.push(timer);
          return () => { timer.act = () => {}; };
        }, ...more,
      });
    },
    // Lets time pass, and everything that was to happen in it.
    pass: async (milliseconds) => {
      const end = now + milliseconds;
      await settled();
      for (;;) {
        timers.sort((one, other) => one.at - other.at);
        if (!timers.length || timers[0].at > end) break;
        const timer = timers.shift();
        now = timer.at;
        timer.act();
        await settled();
      }
      now = end;
    },
  };
  return world;
};
"""


@pytest.fixture(scope="module")
def page():
    driver = chromium(360)
    driver.get("about:blank")
    yield driver
    driver.quit()


def run(page, body):
    """The result of a body of JavaScript with the queue and the world."""
    return page.execute_async_script(
        f"const done = arguments[0]; (async () => {{ {QUEUE} {WORLD} {body} }})().then(done, (e) => done(String(e)));")


@pytest.mark.parametrize("seed", [1, 7, 42])
def test_a_thousand_taps_and_fifty_cuts_are_each_recorded_once(page, seed):
    result = run(page, f"const seed = {seed};" + """
      const world = makeWorld(seed), wanted = new Map();
      let queue = world.queue(), isCut = false, cuts = 0, restarts = 0, most = 0;
      for (let tap = 0; tap < 1000; tap += 1) {
        if (tap % 20 === 10) { world.cut(isCut = true); cuts += 1; }
        if (tap % 20 === 16) { world.cut(isCut = false); }
        const feeling = String(1 + Math.floor(world.random() * 5));
        const key = await queue.add({ feeling });
        wanted.set(key, { feeling });
        if (world.random() < 0.3) await world.pass(world.random() * 4000);
        const more = world.random();
        if (more < 0.3) {
          await queue.change(key, { purchased: "no", reason: "price" });
          wanted.set(key, { feeling, reason: "price" });
        } else if (more < 0.4) {
          await queue.remove(key);
          wanted.set(key, null);
        }
        most = Math.max(most, await queue.count());
        queue.forget();
        if (tap % 100 === 57) { queue = world.queue(); queue.send(); restarts += 1; }
        await world.pass(world.random() * 20000);
      }
      await world.pass(3600000);
      const wrong = [...wanted].filter(([key, answer]) => {
        const got = world.recorded.get(key);
        return answer ? !got || got.withdrawn || got.feeling !== answer.feeling || (got.reason ?? "") !== (answer.reason ?? "")
          : got && !got.withdrawn;
      });
      return { cuts, restarts, most, wrong: wrong.length, left: world.stored.size,
        unknown: [...world.recorded.keys()].filter((key) => !wanted.has(key)).length };
    """)
    assert result == {"cuts": 50, "restarts": 10, "most": result["most"], "wrong": 0, "left": 0, "unknown": 0}
    assert result["most"] > 1, "the cuts made no answer wait"


def test_what_is_stored_has_no_time_and_leaves_in_the_order_of_its_keys(page):
    result = run(page, """
      const world = makeWorld(3), sent = [];
      world.cut(true);
      const queue = world.queue();
      for (let tap = 0; tap < 20; tap += 1) { await queue.add({ feeling: "4" }); await world.pass(1000); }
      const fields = [...new Set([...world.stored.values()].flatMap(Object.keys))].sort();
      const numbers = [...world.stored.values()].flatMap((answer) => Object.values(answer)).filter((v) => typeof v === "number");
      world.cut(false);
      const receive = world.receive;
      world.receive = (answer) => { sent.push(answer.key); receive(answer); };
      await world.pass(3600000);
      return { fields, numbers: [...new Set(numbers)], count: new Set(sent).size,
        isShuffled: String(sent.filter((k, i) => sent.indexOf(k) === i)) === String([...new Set(sent)].sort()) };
    """)
    assert result == {"fields": ["feeling", "key", "place", "revision"], "numbers": [1], "count": 20, "isShuffled": True}


def test_it_waits_longer_after_each_failure_and_as_long_as_the_server_says(page):
    result = run(page, """
      const world = makeWorld(5), waits = [];
      let fails = 12, seconds;
      const queue = makeQueue({
        place: "borne x", storage: world.storage, random: () => 1,
        network: async () => { if (fails-- > 0) throw { seconds }; return "sent"; },
        timer: (act, milliseconds) => { waits.push(milliseconds / 1000); seconds = waits.length === 11 ? 3600 : undefined;
          setTimeout(act); return () => {}; },
      });
      await queue.add({ feeling: "4" });
      await new Promise((resolve) => setTimeout(resolve, 300));
      return [...waits, await queue.count()];
    """)
    assert result == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 3600, 0]


def test_an_ended_address_keeps_the_answers_for_the_next_one_and_others_are_left_alone(page):
    result = run(page, """
      const world = makeWorld(6), states = [];
      await world.storage.put({ key: "0".repeat(32), place: "comptoir", revision: 1 });
      const old = world.queue({ network: async () => "ended", changed: (count, state) => states.push([count, state]) });
      await old.add({ feeling: "3" });
      await world.pass(3600000);
      const queue = world.queue();
      queue.send();
      await world.pass(3600000);
      return { last: states.pop(), left: [...world.stored.values()].map((answer) => answer.place), inserted: world.inserted };
    """)
    assert result == {"last": [1, "ended"], "left": ["comptoir"], "inserted": 1}


def test_one_refused_answer_holds_up_no_other(page):
    result = run(page, """
      const world = makeWorld(8);
      world.cut(true);
      const queue = world.queue();
      for (let tap = 0; tap < 20; tap += 1) await queue.add({ feeling: "2" });
      const [refused] = [...world.stored.keys()].sort(), tries = [], waits = [];
      const again = makeQueue({
        place: "borne x", storage: world.storage, random: () => 1,
        network: async ({ key }) => { tries.push(key); if (key === refused) throw { seconds: 7 }; return "sent"; },
        timer: (act, milliseconds) => { waits.push(milliseconds); return () => {}; },
      });
      await again.send();
      return { tries: tries.length, left: [...world.stored.keys()].map((key) => key === refused), waits };
    """)
    assert result == {"tries": 20, "left": [True], "waits": [7000]}


def test_without_a_network_a_pass_gives_up_after_five(page):
    result = run(page, """
      const world = makeWorld(9);
      let tries = 0;
      for (let number = 0; number < 20; number += 1)
        await world.storage.put({ key: String(number).padStart(32, "0"), place: "borne x", revision: 1 });
      await makeQueue({ place: "borne x", storage: world.storage, timer: () => () => {},
        network: async () => { tries += 1; throw new Error("cut"); } }).send();
      return tries;
    """)
    assert result == 5


def test_a_change_says_whether_it_did_anything(page):
    result = run(page, """
      const world = makeWorld(10), queue = world.queue();
      const key = await queue.add({ feeling: "2" });
      const now = [await queue.change(key, { reason: "price" }), await queue.remove(key)];
      queue.forget();
      return [...now, await queue.change(key, { reason: "size" }), await queue.remove(key)];
    """)
    assert result == [True, True, False, False]


@pytest.mark.parametrize("status, meaning", [
    (204, "sent"), (422, "sent"), (409, "sent"), (404, "ended"), (410, "ended"), (401, "signIn"), (403, "signIn"),
    (200, 9), (303, 9), (429, 9), (500, 9), (503, 9),
])
def test_what_a_status_means(page, status, meaning):
    result = run(page, f"const status = {status};" + """
      const fetch = async () => ({ status, headers: new Headers({ "Retry-After": "9" }) });
      return await makeNetwork("/borne/x", (answer) => answer)({ key: "1" }).catch(({ seconds }) => seconds);
    """)
    assert result == meaning


def test_a_request_without_a_response_is_given_up_after_twenty_seconds(page):
    result = run(page, """
      let pause;
      const setTimeout = (act, milliseconds) => { pause = milliseconds; queueMicrotask(act); };
      const fetch = (address, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject("hung")));
      return [await makeNetwork("/borne/x", (answer) => answer)({ key: "1" }).catch((error) => error), pause];
    """)
    assert result == ["hung", 20_000]


# Of the database of Chromium: `breaks` says whether a transaction throws.
BREAKING = """
  const transaction = IDBDatabase.prototype.transaction;
  let breaks = () => false;
  IDBDatabase.prototype.transaction = function (...all) {
    if (breaks()) throw new DOMException("gone", "InvalidStateError");
    return transaction.apply(this, all);
  };
  const storage = browserStorage(drawKey()), keys = async () => (await storage.all()).map(({ key }) => key).sort();
"""


@pytest.fixture()
def site(street):
    driver = chromium(360)
    driver.get(street.address)
    yield driver
    driver.quit()


def test_a_database_that_breaks_once_is_opened_again(site):
    result = run(site, BREAKING + """
      await storage.put({ key: "a", revision: 1 });
      let left = 1;
      breaks = () => left-- > 0;
      return await keys();
    """)
    assert result == ["a"]


def test_a_database_that_stays_broken_leaves_the_memory(site):
    result = run(site, BREAKING + """
      await storage.put({ key: "a", revision: 1 });
      breaks = () => true;
      const sent = [], queue = makeQueue({ place: "x", storage, timer: () => () => {},
        network: async ({ feeling }) => { sent.push(feeling); return "sent"; } });
      await queue.add({ feeling: "4" });
      await queue.send();
      const without = await keys();
      breaks = () => false;
      return [sent, without, await keys()];
    """)
    assert result == [["4"], [], ["a"]]
