// Answers of a device that may have no network: stored first, then sent until the server has them. Used by the kiosk and
// by the page of the counter. Each answer has a key of 128 bits drawn here, by which the server records it once; no time
// is stored, and the order is that of the keys. Storage, network, timer and chance are arguments: a test replaces them.

// A database of the browser: `all`, `put`, and `remove` unless the stored answer has changed since. In memory where the
// browser has none.
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
  const within = async (mode, act) => {
    const database = await open();
    if (!database) return undefined;
    return new Promise((resolve, reject) => {
      // Strict: on the disk before a person reads «merci».
      const transaction = database.transaction("answers", mode, { durability: "strict" });
      const request = act(transaction.objectStore("answers"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  };
  return {
    all: async () => [...await within("readonly", (answers) => answers.getAll()) ?? [], ...memory.values()],
    put: async (answer) => {
      try {
        if (await within("readwrite", (answers) => answers.put(answer)) !== undefined) return;
      } catch {
        // The storage is full or forbidden: sent from memory.
      }
      memory.set(answer.key, answer);
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

// 128 random bits in hexadecimal.
const drawKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// `place`: whose answers these are; those of another place wait until its page is open. `network(answer)`: resolves to
// "sent", or to "ended" when this address takes none, or throws; an error may have `seconds` to wait. `changed(count,
// state)`: called after each change; the state is "idle", "waiting" or "ended". `timer(act, milliseconds)`: returns a
// function that cancels it.
const makeQueue = ({
  place, network, storage = browserStorage(), changed = () => {}, random = Math.random, draw = drawKey,
  timer = (act, milliseconds) => { const id = setTimeout(act, milliseconds); return () => clearTimeout(id); },
}) => {
  // States that this page knows, by key, so that an answer which has left can still be changed.
  const known = new Map();
  const tried = new Set(), removed = new Set();
  let state = "idle", failures = 0, cancel = () => {}, running = null;

  const waiting = async () => (await storage.all())
    .filter((answer) => answer.place === place && !removed.has(answer.key))
    .sort((one, other) => one.key < other.key ? -1 : 1);
  const count = async () => (await waiting()).filter((answer) => !answer.withdrawn).length;
  const tell = async () => changed(await count(), state);

  const pass = async () => {
    for (;;) {
      const [answer] = await waiting();
      if (!answer) return "idle";
      // Taken back since the list was made.
      if (removed.has(answer.key)) continue;
      tried.add(answer.key);
      if (await network(answer) === "ended") return "ended";
      failures = 0;
      await storage.remove(answer);
      await tell();
    }
  };
  // Sends what waits. After a failure tries again: after two seconds, then four, up to five minutes.
  const send = () => {
    cancel();
    running ??= pass().catch((error) => {
      failures += 1;
      const pause = error?.seconds ? error.seconds * 1000 : Math.min(2 ** failures, 300) * 1000 * (0.5 + random() / 2);
      cancel = timer(send, pause);
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
    // Adds to an answer of this page, whether or not it has left.
    change: async (key, fields) => {
      const answer = known.get(key);
      if (answer) await store({ ...answer, ...fields, revision: answer.revision + 1 });
    },
    // Takes an answer back: it does not leave, or the server is told.
    remove: async (key) => {
      const answer = known.get(key);
      if (!answer) return;
      if (tried.has(key)) {
        await store({ ...answer, withdrawn: "1", revision: answer.revision + 1 });
        return;
      }
      removed.add(key);
      await storage.remove(answer);
      await tell();
    },
    // Ends the changes of all answers: the next visitor comes.
    forget: () => { known.clear(); tried.clear(); },
  };
};
