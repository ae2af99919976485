// Sends what waits: the visit, then its photos in pieces, then the visit again to hear that all of it has arrived.
(() => {
  const zb = (window.zb = window.zb || {});
  const PART = 256 * 1024;
  const EVERY_MS = 30000;
  const PATIENCE_MS = 60000;
  const PASSING = ["E403-1", "E422-15", "E422-20"]; // an old page, a piece or a body damaged on its way: send again
  const listeners = [];
  const sending = { uid: "", done: 0, total: 0 };
  let running = false;
  let again = false;

  // Why a call did not succeed; `final` means that sending the same again cannot help.
  class Failed extends Error {
    constructor(message, given = {}) {
      super(message);
      this.number = given.number || "";
      this.final = Boolean(given.final);
      this.stop = Boolean(given.stop);
      this.signIn = Boolean(given.signIn);
    }
  }

  const token = () => (document.cookie.match(/(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/) || ["", ""])[1];
  const tell = () => Promise.all(listeners.map((listener) => listener()));

  async function reach(url, options) {
    const controller = new AbortController();
    const timer = window.setTimeout(() => controller.abort(), PATIENCE_MS);
    try {
      return await fetch(url, { credentials: "same-origin", cache: "no-store", ...options, signal: controller.signal });
    } catch (error) {
      throw new Failed("没有连上服务器，联网后自动再传", { stop: true });
    } finally {
      window.clearTimeout(timer);
    }
  }

  async function answerOf(response) {
    try {
      return await response.json();
    } catch (error) {
      throw new Failed("回答的不是专班服务器，请检查网络（公共 Wi-Fi 要先登录）", { stop: true });
    }
  }

  async function put(url, body, headers, isRetry = false) {
    const response = await reach(url, { method: "PUT", body, headers: { ...headers, "X-CSRFToken": token() } });
    if (response.status >= 500 || response.status === 429) {
      // A fault of the server with this one item (500) does not hold up the others.
      throw new Failed("服务器忙，稍后自动再传", { stop: response.status !== 500 });
    }
    const answer = await answerOf(response);
    if (response.ok) return answer;
    if (response.status === 401) {
      const first = { "E401-2": "请先完成第二重验证", "E401-3": "请先修改密码" }[answer.number] || "登录已失效，重新登录";
      throw new Failed(`${first}后自动上传`, { stop: true, signIn: true });
    }
    if (answer.number === "E403-1" && !isRetry) {
      await reach(zb.page.urls.fresh, { method: "GET" });
      return put(url, body, headers, true);
    }
    throw new Failed(answer.message || "服务器没有接受", { number: answer.number, final: !PASSING.includes(answer.number) });
  }

  function sendVisit(item) {
    const headers = {
      "Content-Type": "application/json",
      "X-Phone-Clock": new Date().toISOString(),
      "X-Body-SHA256": item.digest,
    };
    return put(`${item.api}visits/${item.uid}`, item.body, headers);
  }

  async function sendPhoto(item, sha256) {
    const photo = await zb.store.photo(sha256);
    if (!photo) throw new Failed("手机上找不到这张照片，请导出后联系专班办公室", { final: true });
    const bytes = new Uint8Array(photo.bytes);
    const of = Math.max(1, Math.ceil(bytes.length / PART));
    let have = [];
    for (let part = 1; part <= of; part += 1) {
      if (!have.includes(part)) {
        const piece = bytes.slice((part - 1) * PART, part * PART);
        const url = `${item.api}photos/${sha256}?part=${part}&of=${of}`;
        have = (await put(url, piece, { "Content-Type": "application/octet-stream" })).have;
      }
      sending.done += 1 / of;
      await tell();
    }
  }

  async function send(item) {
    Object.assign(sending, { uid: item.uid, done: 0, total: item.photos.length + 1 });
    await tell();
    let answer = await sendVisit(item);
    sending.done = 1 + item.photos.length - answer.missing.length;
    for (const sha256 of answer.missing) await sendPhoto(item, sha256);
    if (answer.missing.length) answer = await sendVisit(item);
    if (answer.uid !== item.uid || answer.missing.length || answer.state === "waiting") {
      throw new Failed("照片还没有收齐，稍后自动再传");
    }
    const state = { held: "held", refused: "returned" }[answer.state] || "delivered";
    const values = { state, reason: answer.reason, number: "", matter: answer.matter_number, error: "" };
    if (answer.matter_uid) values.matterUrl = zb.page.urls.matter.replace("UID", answer.matter_uid);
    if (state === "returned") return zb.store.patch(item.uid, values);
    return zb.store.acknowledge(item.uid, values);
  }

  async function attempt(item) {
    try {
      await send(item);
      zb.queue.needsSignIn = false;
      return true;
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      const values = error.final
        ? { state: "returned", reason: error.message, number: error.number, error: "" }
        : { error: error.message, tries: (item.tries || 0) + 1, triedAt: Date.now() };
      await zb.store.patch(item.uid, values);
      zb.queue.needsSignIn = error.signIn;
      return !error.stop;
    } finally {
      sending.uid = "";
    }
  }

  async function sendAll() {
    const waiting = (await zb.store.items()).filter((item) => item.state === "waiting" && item.owner === zb.page.owner);
    for (const item of waiting.reverse()) if (!(await attempt(item))) break;
  }

  async function flush() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        // Two open pages would only send the same twice, which the server bears; where locks exist one of them waits.
        if (navigator.locks) await navigator.locks.request("zhuanban-flush", sendAll);
        else await sendAll();
      } while (again);
    } finally {
      running = false;
      await tell();
    }
  }

  zb.queue = {
    flush,
    sending,
    needsSignIn: false,
    listen: (listener) => { listeners.push(listener); },

    // The item is frozen here: its body and digest never change, so that it can be sent any number of times.
    async add(draftKey, visit, photos, title) {
      const body = JSON.stringify(visit.body);
      await zb.store.queue({
        uid: visit.uid,
        owner: zb.page.owner,
        ownerName: zb.page.ownerName,
        api: zb.page.urls.api,
        campaign: zb.page.campaignName,
        title,
        kind: visit.body.kind,
        body,
        digest: zb.sha256(new TextEncoder().encode(body)),
        photos,
        savedAt: new Date().toISOString(),
        state: "waiting",
        reason: "",
        error: "",
        tries: 0,
      }, draftKey);
      await tell();
      flush();
    },

    async retry(uid) {
      await zb.store.patch(uid, { state: "waiting", reason: "", number: "", error: "" });
      return flush();
    },

    start() {
      window.addEventListener("online", flush);
      document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
      window.setInterval(() => { if (!document.hidden) flush(); }, EVERY_MS);
      return zb.store.tidy().then(flush);
    },
  };
})();
