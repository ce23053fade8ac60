// Answers of a device that may have no network: stored first, then sent until the server has them. Used by the kiosk and
// by the page of the counter. Each answer has a key of 128 bits drawn here, by which the server records it once; no time
// is stored, and the order is that of the keys, changes first. Storage, network, timer and chance are arguments: a test
// replaces them.

// A database of the browser: `all`, `put`, and `remove` unless the stored answer has changed since. In memory where the
// browser has none, or none that works.
const browserStorage = (name = "answers") => {
  const memory = new Map();
  let opened = null;
  const open = () => opened ??= new Promise((resolve) => {
    // Opened again by the next use.
    const fail = () => { opened = null; resolve(null); };
    try {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore("answers", { keyPath: "key" });
      request.onsuccess = () => { request.result.onclose = fail; resolve(request.result); };
      request.onerror = request.onblocked = fail;
    } catch {
      fail();
    }
  });
  const transact = (database, mode, act) => new Promise((resolve, reject) => {
    // Strict: on the disk before a person reads «merci».
    const transaction = database.transaction("answers", mode, { durability: "strict" });
    const request = act(transaction.objectStore("answers"));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
  // Undefined when it fails twice: full, forbidden, or without an answer for five seconds.
  const within = async (mode, act) => {
    for (const _ of ["first", "again"]) {
      try {
        return await new Promise((resolve, reject) => {
          setTimeout(reject, 5_000);
          open().then((database) => database ? transact(database, mode, act) : undefined).then(resolve, reject);
        });
      } catch {
        opened = null;
      }
    }
    return undefined;
  };
  return {
    all: async () => {
      const stored = [...await within("readonly", (answers) => answers.getAll()) ?? [], ...memory.values()];
      return [...new Map(stored.map((answer) => [answer.key, answer])).values()];
    },
    put: async (answer) => {
      if (await within("readwrite", (answers) => answers.put(answer)) === undefined) memory.set(answer.key, answer);
      else memory.delete(answer.key);
    },
    remove: async ({ key, revision }) => {
      if (memory.get(key)?.revision === revision) memory.delete(key);
      await within("readwrite", (answers) => {
        const request = answers.get(key);
        request.onsuccess = () => { if (request.result?.revision === revision) answers.delete(key); };
        return request;
      });
    },
  };
};

// What the status of a response means for an answer. "sent": it need not be sent again, also where no later try can
// succeed. "ended": this address takes none. "signIn": without a session. After any other it is tried again.
const meanings = { 204: "sent", 409: "sent", 422: "sent", 404: "ended", 410: "ended", 401: "signIn", 403: "signIn" };

// The network of a queue: sends `fields(answer)` to an address. `answered(status)`: called after each response.
const makeNetwork = (address, fields, answered = () => {}) => async (answer) => {
  const abort = new AbortController();
  const limit = setTimeout(() => abort.abort(), 20_000);
  try {
    const { status, headers } = await fetch(address, {
      method: "POST", body: new URLSearchParams(fields(answer)), cache: "no-store", redirect: "manual",
      signal: abort.signal,
    });
    answered(status);
    if (meanings[status]) return meanings[status];
    throw { seconds: Number(headers.get("Retry-After")) };
  } finally {
    clearTimeout(limit);
  }
};

// 128 random bits in hexadecimal.
const drawKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// `place`: whose answers these are; those of another place wait until its page is open. `network(answer)`: resolves to
// a meaning, or throws; an error may have `seconds` to wait. `changed(count, state)`: called after each change; the state
// is "idle", "waiting", "ended" or "signIn". `timer(act, milliseconds)`: returns a function that cancels it.
const makeQueue = ({
  place, network, storage = browserStorage(), changed = () => {}, random = Math.random, draw = drawKey,
  timer = (act, milliseconds) => { const id = setTimeout(act, milliseconds); return () => clearTimeout(id); },
}) => {
  // States that this page knows, by key, so that an answer which has left can still be changed.
  const known = new Map();
  // The last state of each answer that need not be sent, even where the storage still has it.
  const done = new Map();
  const tried = new Set();
  let state = "idle", failures = 0, cancel = () => {}, running = null;

  const isDone = ({ key, revision }) => revision <= done.get(key);
  const waiting = async () => (await storage.all())
    .filter((answer) => answer.place === place && !isDone(answer))
    // Changes first: the server takes them for a while only.
    .sort((one, other) => (other.revision > 1) - (one.revision > 1) || (one.key < other.key ? -1 : 1));
  const count = async () => (await waiting()).filter((answer) => !answer.withdrawn).length;
  const tell = async () => changed(await count(), state);

  // Tries each answer once: one that is refused holds up no other. Five failures in a row are those of the network.
  const pass = async () => {
    const failed = new Map();
    for (let inARow = 0; inARow < 5;) {
      const answer = (await waiting()).find(({ key }) => !failed.has(key));
      if (!answer) break;
      // Taken back since the list was made.
      if (isDone(answer)) continue;
      tried.add(answer.key);
      try {
        const meaning = await network(answer);
        if (meaning !== "sent") return meaning;
      } catch (error) {
        failed.set(answer.key, error?.seconds || 0);
        inARow += 1;
        continue;
      }
      inARow = failures = 0;
      done.set(answer.key, answer.revision);
      await storage.remove(answer);
      await tell();
    }
    if (failed.size) throw { seconds: Math.min(...failed.values()) };
    return "idle";
  };
  // Tries again: after two seconds, then four, up to five minutes.
  const sendLater = (seconds) => {
    failures += 1;
    const pause = seconds ? seconds * 1000 : Math.min(2 ** failures, 300) * 1000 * (0.5 + random() / 2);
    cancel = timer(send, pause);
  };
  // Sends what waits.
  const send = () => {
    cancel();
    running ??= pass().then((meaning) => {
      if (meaning === "signIn") sendLater();
      return meaning;
    }, (error) => {
      sendLater(error?.seconds);
      return "waiting";
    }).then((next) => {
      [state, running] = [next, null];
      return tell();
    });
    return running;
  };
  const store = async (answer) => {
    known.set(answer.key, answer);
    await storage.put(answer);
    await tell();
    // A pass that is under way may have read the list before.
    Promise.resolve(running).then(send);
    return answer.key;
  };

  return {
    send,
    count,
    // Stores an answer and begins to send it. Resolves to its key once it is stored.
    add: (answer) => store({ ...answer, place, key: draw(), revision: 1 }),
    // Adds to an answer of this page, whether or not it has left. Resolves to whether it did.
    change: async (key, fields) => {
      const answer = known.get(key);
      if (answer) await store({ ...answer, ...fields, revision: answer.revision + 1 });
      return Boolean(answer);
    },
    // Takes an answer back: it does not leave, or the server is told. Resolves to whether it did.
    remove: async (key) => {
      const answer = known.get(key);
      if (answer && tried.has(key)) {
        await store({ ...answer, withdrawn: "1", revision: answer.revision + 1 });
      } else if (answer) {
        done.set(key, Infinity);
        await storage.remove(answer);
        await tell();
      }
      return Boolean(answer);
    },
    // Ends the changes of all answers: the next visitor comes.
    forget: () => { known.clear(); tried.clear(); },
  };
};
