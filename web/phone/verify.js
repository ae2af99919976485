// The verification page: look at before and after, take a photo, say 通过 or 不通过.
(() => {
  const { zb } = window;
  const { matter } = zb.page;
  const KEY = `${zb.page.slug}:verify:${matter.uid}`;
  const empty = () => ({
    key: KEY, uid: zb.uuid7(), photos: [], fixes: {}, position: null, capturedAt: "", verdict: "", text: "",
  });
  let form = empty();
  let camera = null;

  async function changed() {
    try {
      await zb.store.keepDraft(form);
    } catch (error) {
      zb.say("手机没有保存住刚才的填写，请先不要离开本页。");
    }
  }

  function drawVerdict() {
    document.querySelectorAll("[data-verdict]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.verdict === form.verdict));
    });
    const isFail = form.verdict === "fail";
    zb.find("text-words").textContent = isFail ? "不通过的原因（必填）" : "核查意见（可不填）";
    zb.find("text").required = isFail;
  }

  function fault() {
    if (!form.verdict) return "还没有选“通过”或“不通过”。";
    if (form.verdict === "fail" && !form.text.trim()) return "核查不通过，请写明原因。";
    if (matter.photoRequired && !form.photos.length) return `请拍一张现场照片：${matter.photoReason}。`;
    return "";
  }

  async function save() {
    const wrong = fault();
    zb.say(wrong);
    if (wrong) return;
    const body = {
      ...zb.factsOf(form), base_version: matter.base, kind: "verify", matter: matter.uid, verdict: form.verdict, text: form.text.trim(),
    };
    const words = form.verdict === "pass" ? "核查通过" : "核查不通过";
    try {
      await zb.queue.add(KEY, { uid: form.uid, body }, form.photos, `${words} · ${matter.title}`);
    } catch (error) {
      zb.say("手机没有保存住，请检查存储空间后再按一次“保存并上传”。");
      return;
    }
    form = empty();
    camera.use(form);
    await show();
    zb.say(navigator.onLine ? "已保存，正在上传。结果见下面的本机记录。" : "已保存在手机上，联网后自动上传。", "success");
    window.scrollTo(0, 0);
  }

  async function show() {
    zb.find("text").value = form.text;
    drawVerdict();
    await camera.draw();
  }

  async function start() {
    if (zb.find("save")) {
      form = { ...empty(), ...(await zb.store.draft(KEY).catch(() => null)) };
      camera = zb.camera(form, changed);
      document.querySelectorAll("[data-verdict]").forEach((button) => button.addEventListener("click", () => {
        form.verdict = button.dataset.verdict;
        drawVerdict();
        changed();
      }));
      zb.find("text").addEventListener("input", (event) => { form.text = event.target.value; changed(); });
      zb.find("save").addEventListener("click", save);
      await show();
    }
    await zb.panel.start();
  }
  start();
})();
