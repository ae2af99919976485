// The queue as people see it: what waits, what is under way, what has arrived, what came back and why.
(() => {
  const { zb } = window;
  const FORMAT = "zhuanban-visits-1";
  const WORDS = {
    waiting: ["待上传", "zb-tag-yellow"],
    sending: ["上传中", "zb-tag-blue"],
    delivered: ["已送达", "zb-tag-green"],
    held: ["已送达，待专班处理", "zb-tag-blue"],
    returned: ["被退回", "zb-tag-red"],
  };
  const unsent = (item) => item.state === "waiting" || item.state === "returned";

  function shownState(item) {
    return item.state === "waiting" && zb.queue.sending.uid === item.uid ? "sending" : item.state;
  }

  function reasonOf(item) {
    if (unsent(item) && item.owner !== zb.page.owner) return `由${item.ownerName}采集，请用其账号登录后上传`;
    if (item.state === "returned" || item.state === "held") return item.reason + (item.number ? `（${item.number}）` : "");
    if (item.state === "delivered") return item.matter && matterLink(item);
    return item.error || "";
  }

  function matterLink(item) {
    return zb.element("a", { href: item.matterUrl, class: "ph-link" }, `事项 ${item.matter}`);
  }

  function timeOf(item) {
    const day = new Date(item.savedAt);
    const two = (number) => String(number).padStart(2, "0");
    return `${day.getMonth() + 1}月${day.getDate()}日 ${two(day.getHours())}:${two(day.getMinutes())}`;
  }

  function button(words, icon, onclick) {
    return zb.element("button", { type: "button", class: "btn btn-sm btn-outline-secondary", onclick }, zb.icon(icon), ` ${words}`);
  }

  async function remove(item) {
    if (window.confirm("删除后无法找回，也不会再上传。确定删除这一条？")) {
      await zb.store.remove(item.uid);
      await draw();
    }
  }

  function actions(item) {
    if (item.state !== "returned" || item.owner !== zb.page.owner) return null;
    const again = button("再传一次", "arrow-repeat", () => zb.queue.retry(item.uid));
    const mend = zb.mend ? button("修改", "pencil", () => zb.mend(item)) : null;
    return zb.element("div", { class: "ph-acts" }, again, mend, button("删除", "trash", () => remove(item)));
  }

  function row(item) {
    const state = shownState(item);
    const [words, tag] = WORDS[state];
    const { done, total } = zb.queue.sending;
    const reason = reasonOf(item);
    return zb.element("li", { "data-state": state, "data-uid": item.uid },
      zb.element("div", { class: "ph-line" },
        zb.element("b", null, item.title), zb.element("span", { class: `zb-tag ${tag}` }, words)),
      zb.element("div", { class: "zb-sub" }, timeOf(item), item.photos.length ? ` · 照片 ${item.photos.length} 张` : ""),
      state === "sending" ? zb.element("progress", { max: total, value: done, "aria-label": "上传进度" }) : null,
      reason ? zb.element("div", { class: item.state === "returned" ? "zb-bad" : "zb-sub" }, reason) : null,
      actions(item));
  }

  function status(items) {
    const count = items.filter(unsent).length;
    const net = zb.find("net");
    zb.fill(net, zb.icon(navigator.onLine ? "cloud-check" : "cloud-slash"), ` ${navigator.onLine ? "在线" : "离线"}`);
    const back = items.filter((item) => item.state === "returned").length;
    const words = [];
    if (!navigator.onLine) words.push(`当前无网络，已保存 ${count} 条，联网后自动上传`);
    else if (back) words.push(`有 ${back} 条被退回，请看“本机记录”里的原因`);
    const strip = zb.find("strip");
    strip.hidden = !words.length && !zb.queue.needsSignIn;
    zb.fill(strip, words.length ? zb.icon(navigator.onLine ? "exclamation-circle" : "wifi-off") : null, words.length ? ` ${words.join("；")}` : null,
      zb.queue.needsSignIn ? zb.element("a", { href: zb.page.urls.signIn, class: "btn btn-sm btn-warning" }, "请先登录，点这里") : null);
  }

  async function draw() {
    const items = await zb.store.items();
    const count = items.filter(unsent).length;
    status(items);
    zb.find("queue-count").textContent = count ? `未送达 ${count} 条` : "全部已送达";
    if (!count && items.length) zb.settle("已送达，结果见下面的本机记录。");
    zb.find("queue-empty").hidden = items.length > 0;
    zb.find("export").disabled = count === 0;
    zb.fill(zb.find("queue"), ...items.map(row));
  }

  const toText = (bytes) => {
    let text = "";
    new Uint8Array(bytes).forEach((byte) => { text += String.fromCharCode(byte); });
    return window.btoa(text);
  };
  const toBytes = (text) => Uint8Array.from(window.atob(text), (letter) => letter.charCodeAt(0)).buffer;

  // Work that cannot leave by itself leaves as a file: another phone, or this one later, takes it in again.
  async function exportUnsent() {
    const items = (await zb.store.items()).filter(unsent);
    const photos = {};
    for (const item of items) {
      for (const sha256 of item.photos) {
        const photo = await zb.store.photo(sha256);
        if (photo) photos[sha256] = toText(photo.bytes);
      }
    }
    const file = JSON.stringify({ format: FORMAT, exported_at: new Date().toISOString(), items, photos });
    const link = zb.element("a", {
      href: URL.createObjectURL(new Blob([file], { type: "application/json" })),
      download: `未上传的检查-${new Date().toISOString().slice(0, 10)}.json`,
    });
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  function readFile(text) {
    const file = JSON.parse(text);
    if (file.format !== FORMAT) throw new Error("format");
    return file.items.map((item) => ({
      item: { ...item, state: "waiting", error: "" },
      photos: item.photos.filter((sha256) => file.photos[sha256])
        .map((sha256) => ({ sha256, bytes: toBytes(file.photos[sha256]) }))
        .filter((photo) => zb.sha256(new Uint8Array(photo.bytes)) === photo.sha256),
    }));
  }

  async function importFile(event) {
    const [file] = event.target.files;
    event.target.value = "";
    if (!file) return;
    try {
      const rows = readFile(await file.text());
      for (const { item, photos } of rows) await zb.store.bring({ ...item, api: zb.page.urls.api }, photos);
      zb.say(`已读入 ${rows.length} 条，开始上传。`, "success");
      await zb.queue.flush();
    } catch (error) {
      zb.say("这个文件读不懂，请选择本页导出的文件。");
    }
  }

  // Opens without a network from now on; over plain http a browser does not allow it, and the page says so.
  async function prepareOffline() {
    if (!("serviceWorker" in navigator)) {
      const why = window.isSecureContext ? "这个浏览器不支持离线打开" : "当前是普通 http 连接：不能定位，断网后打不开本页";
      zb.fill(zb.find("offline"), zb.icon("exclamation-triangle"),
        ` ${why}。联网时照常可用，地点请从列表选择；已保存的内容不会丢。`);
      zb.find("offline").hidden = false;
      return;
    }
    try {
      await navigator.serviceWorker.register(zb.page.urls.worker);
    } catch (error) {
      // Without a network the worker of the last visit is in charge already; with one, a phone refuses a certificate
      // that it does not trust.
      if (navigator.onLine && !navigator.serviceWorker.controller) {
        zb.fill(zb.find("offline"), zb.icon("exclamation-triangle"),
          " 断网后打不开本页：这台手机可能还没有信任本站的证书，请问专班办公室。联网时照常可用，已保存的内容不会丢。");
        zb.find("offline").hidden = false;
      }
    }
    forgetOthers();
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  }

  // Pages and photos kept for the person who used this phone before do not stay for the next one.
  function forgetOthers() {
    const before = window.localStorage.getItem("zb-owner");
    if (before === zb.page.owner) return;
    window.localStorage.setItem("zb-owner", zb.page.owner);
    if (before && navigator.serviceWorker.controller) navigator.serviceWorker.controller.postMessage({ keep: [] });
  }

  zb.panel = {
    async start() {
      zb.queue.listen(draw);
      window.addEventListener("online", draw);
      window.addEventListener("offline", draw);
      zb.find("export").addEventListener("click", exportUnsent);
      zb.find("import").addEventListener("change", importFile);
      prepareOffline();
      try {
        await draw();
        await zb.queue.start();
      } catch (error) {
        zb.say("这台手机的浏览器不让网页保存内容（可能是无痕模式），断网时填写的内容会丢失。请换普通模式打开。");
      }
    },
  };
})();
