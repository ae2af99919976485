// What the phone keeps until the office has it: visits, their photos, and the form that is being filled in.
(() => {
  const zb = (window.zb = window.zb || {});
  const KEEP_DELIVERED_MS = 7 * 86400 * 1000;
  let opened = null;

  function open() {
    if (!opened) {
      opened = window.idb.openDB("zhuanban-phone", 1, {
        upgrade(db) {
          db.createObjectStore("items", { keyPath: "uid" });
          db.createObjectStore("photos", { keyPath: "sha256" });
          db.createObjectStore("drafts", { keyPath: "key" });
        },
      });
      opened.catch(() => { opened = null; });
    }
    return opened;
  }

  async function named(transaction) {
    const items = await transaction.objectStore("items").getAll();
    const drafts = await transaction.objectStore("drafts").getAll();
    const all = [...items, ...drafts].map((row) => row.photos || []);
    return new Set([].concat(...all));
  }

  // Runs the change, then drops photos that nothing names any more: all in one transaction, so nothing is half gone.
  async function change(work) {
    const db = await open();
    const transaction = db.transaction(["items", "photos", "drafts"], "readwrite");
    await work(transaction);
    const kept = await named(transaction);
    const photos = transaction.objectStore("photos");
    for (const sha256 of await photos.getAllKeys()) if (!kept.has(sha256)) await photos.delete(sha256);
    await transaction.done;
  }

  zb.store = {
    items: async () => (await (await open()).getAll("items")).sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1)),
    item: async (uid) => (await open()).get("items", uid),
    photo: async (sha256) => (await open()).get("photos", sha256),
    draft: async (key) => (await open()).get("drafts", key),
    keepDraft: async (draft) => (await open()).put("drafts", draft),
    dropDraft: (key) => change((transaction) => transaction.objectStore("drafts").delete(key)),

    // The photo and the form that names it are written together.
    async keepPhoto(photo, draft) {
      const transaction = (await open()).transaction(["photos", "drafts"], "readwrite");
      await transaction.objectStore("photos").put(photo);
      await transaction.objectStore("drafts").put(draft);
      await transaction.done;
    },

    // The form becomes an item of the queue, or it stays a form: never neither.
    async queue(item, draftKey) {
      const transaction = (await open()).transaction(["items", "drafts"], "readwrite");
      await transaction.objectStore("items").put(item);
      await transaction.objectStore("drafts").delete(draftKey);
      await transaction.done;
    },

    async patch(uid, values) {
      const transaction = (await open()).transaction("items", "readwrite");
      const item = await transaction.store.get(uid);
      if (item) await transaction.store.put({ ...item, ...values });
      await transaction.done;
    },

    // Acknowledged with all its photos: only a line remains that says so, for a week.
    acknowledge: (uid, values) => change(async (transaction) => {
      const items = transaction.objectStore("items");
      const item = await items.get(uid);
      if (item) await items.put({ ...item, ...values, body: "", photos: [], deliveredAt: Date.now() });
    }),

    remove: (uid) => change((transaction) => transaction.objectStore("items").delete(uid)),

    tidy: () => change(async (transaction) => {
      const items = transaction.objectStore("items");
      for (const item of await items.getAll()) {
        if (item.deliveredAt && Date.now() - item.deliveredAt > KEEP_DELIVERED_MS) await items.delete(item.uid);
      }
    }),

    // A returned item becomes a form again, under a new uid.
    reopen: (uid, draft) => change(async (transaction) => {
      await transaction.objectStore("drafts").put(draft);
      await transaction.objectStore("items").delete(uid);
    }),

    async bring(item, photos) {
      const transaction = (await open()).transaction(["items", "photos"], "readwrite");
      for (const photo of photos) await transaction.objectStore("photos").put(photo);
      if (!(await transaction.objectStore("items").get(item.uid))) await transaction.objectStore("items").put(item);
      await transaction.done;
    },
  };
})();
