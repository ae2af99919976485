// The report page: photo, class, save. Two taps where the place is known; everything else is optional.
(() => {
  const { zb } = window;
  const KEY = `${zb.page.slug}:report`;
  const NEAR_M = 300;
  const known = (uid) => (zb.page.townships.some((town) => town.uid === uid) ? uid : "");
  const empty = () => ({
    key: KEY, uid: zb.uuid7(), photos: [], fixes: {}, position: null, capturedAt: "",
    group: "", kind: "", clause: "", township: known(window.localStorage.getItem("zb-township")) || zb.page.homeTownship, place: "", text: "", fields: {},
  });
  let form = empty();
  let camera = null;

  const kinds = () => (zb.page.groups.find((group) => group.name === form.group) || { kinds: [] }).kinds;
  const chosen = () => kinds().find((kind) => kind.code === form.kind);
  const townName = () => (zb.page.townships.find((town) => town.uid === form.township) || { name: "" }).name;

  async function changed() {
    try {
      await zb.store.keepDraft(form);
    } catch (error) {
      zb.say("手机没有保存住刚才的填写，请先不要离开本页。");
    }
    drawPlaces();
  }

  function chip(words, pressed, onclick) {
    return zb.element("button", { type: "button", class: "ph-chip", "aria-pressed": String(pressed), onclick }, words);
  }

  function drawKinds() {
    zb.fill(zb.find("groups"), ...zb.page.groups.map((group) => chip(group.name, group.name === form.group, () => {
      form.group = group.name;
      form.kind = group.kinds.length === 1 ? group.kinds[0].code : "";
      choose();
    })));
    zb.fill(zb.find("kinds"), ...kinds().map((kind) => chip(kind.name, kind.code === form.kind, () => {
      form.kind = kind.code;
      choose();
    })));
    const kind = chosen();
    zb.find("standard").textContent = kind ? `整改到位的标准：${kind.closingStandard}` : "";
    zb.find("photo-why").textContent = kind && kind.photoRequired ? `需要照片：${kind.photoReason}` : "照片可以不拍";
    zb.find("photo-why").hidden = !kind;
    zb.find("clause-part").hidden = !(kind && kind.isGeneral);
    zb.find("clause").value = form.clause;
    drawFields(kind);
  }

  function choose() {
    form.fields = {};
    drawKinds();
    changed();
  }

  function inputFor(field) {
    const id = `field-${field.code}`;
    const value = form.fields[field.code] || "";
    const onchange = (event) => {
      form.fields[field.code] = event.target.value;
      if (!event.target.value) delete form.fields[field.code];
      changed();
    };
    const input = field.choices.length
      ? zb.element("select", { id, class: "form-select", onchange }, zb.element("option", { value: "" }, "不填"),
        ...field.choices.map((choice) => zb.element("option", { value: choice, selected: choice === value }, choice)))
      : zb.element("input", { id, class: "form-control", value, onchange, ...field.input });
    return zb.element("div", { class: "mb-2" }, zb.element("label", { class: "form-label", for: id }, field.name), input,
      zb.element("div", { class: "form-text" }, field.why));
  }

  function drawFields(kind) {
    zb.fill(zb.find("fields"), ...(kind ? kind.fields : []).map(inputFor));
  }

  function placesHere() {
    const here = form.position && !form.position.why ? form.position : null;
    const places = zb.page.places.filter((place) => place.township === form.township);
    if (!here) return places.slice(0, 8).map((place) => ({ ...place, away: null }));
    return places.map((place) => ({ ...place, away: place.longitude ? zb.metres(here, place) : Infinity }))
      .sort((one, other) => one.away - other.away).slice(0, 8);
  }

  function drawPlaces() {
    const places = placesHere();
    zb.find("places-words").hidden = !places.length;
    zb.fill(zb.find("places"), ...places.map((place) => {
      const away = place.away !== null && place.away !== Infinity ? ` ${zb.metresWords(place.away)}` : "";
      return chip(`${place.name}${away}`, place.name === form.place, () => {
        form.place = place.name;
        zb.find("place").value = place.name;
        changed();
      });
    }));
    zb.find("place").placeholder = form.position && !form.position.why ? "可不写，按定位记录" : "例如：集贸市场南门";
  }

  // The township is taken from the nearest known place, as long as nobody has chosen one by hand.
  function guessTownship() {
    const here = form.position;
    if (!here || here.why || form.isTownChosen) return;
    const near = zb.page.places.filter((place) => place.longitude && zb.metres(here, place) < NEAR_M)
      .sort((one, other) => zb.metres(here, one) - zb.metres(here, other))[0];
    if (near) {
      form.township = near.township;
      zb.find("township").value = near.township;
    }
  }

  function fault() {
    const kind = chosen();
    if (!kind) return ["还没有选类别。", "kinds-card"];
    if (kind.isGeneral && !form.clause) return ["请选择属于哪项任务。", "kinds-card"];
    if (kind.photoRequired && !form.photos.length) return [`这一类别需要照片：${kind.photoReason}。`, "photo-card"];
    const lacking = kind.fields.find((field) => field.isRequired && !form.fields[field.code]);
    if (lacking) return [`请填写${lacking.name}。`, "fields"];
    if (!known(form.township)) return ["还没有选乡镇（街道）。", "place-card"];
    if (!form.place.trim() && (!form.position || form.position.why)) return ["没有定位，请选择或填写地点。", "place-card"];
    return null;
  }

  async function save() {
    const wrong = fault();
    if (wrong) {
      zb.say(wrong[0]);
      zb.find(wrong[1]).scrollIntoView({ block: "center" });
      return;
    }
    const body = {
      ...zb.factsOf(form), base_version: zb.page.version, kind: "report", township: form.township, matter_kind: form.kind,
      clause: chosen().isGeneral ? form.clause : null,
      place: form.place.trim(), text: form.text.trim(), fields: form.fields,
    };
    const title = `${chosen().name} · ${form.place.trim() || townName()}`;
    window.localStorage.setItem("zb-township", form.township);
    try {
      await zb.queue.add(KEY, { uid: form.uid, body }, form.photos, title);
    } catch (error) {
      zb.say("手机没有保存住，请检查存储空间后再按一次“保存并上传”。");
      return;
    }
    form = empty();
    await show();
    zb.say(navigator.onLine ? "已保存，正在上传。" : "已保存在手机上，联网后自动上传。", "success");
    window.scrollTo(0, 0);
  }

  async function clear() {
    if (!window.confirm("清空正在填写的内容和照片？")) return;
    form = empty();
    await zb.store.dropDraft(KEY);
    zb.say("");
    await show();
  }

  // A returned report becomes a form again under a new uid: the old content stays refused, the new one is another.
  zb.mend = async (item) => {
    const body = JSON.parse(item.body);
    if (body.kind !== "report") {
      window.location.assign(zb.page.urls.verify.replace("UID", body.matter));
      return;
    }
    const group = zb.page.groups.find((other) => other.kinds.some((kind) => kind.code === body.matter_kind));
    form = {
      ...empty(), photos: item.photos, fixes: {}, capturedAt: body.captured_at, kind: group ? body.matter_kind : "",
      group: group ? group.name : "", township: known(body.township), clause: body.clause || "", place: body.place, text: body.text, fields: body.fields,
      position: body.longitude ? { longitude: body.longitude, latitude: body.latitude, accuracy_m: body.accuracy_m } : null,
    };
    body.photos.forEach(({ sha256, ...fix }) => { form.fixes[sha256] = fix; });
    await zb.store.reopen(item.uid, form);
    await show();
    await zb.queue.flush();
    window.scrollTo(0, 0);
  };

  async function show() {
    const onPhotos = async () => {
      guessTownship();
      await changed();
    };
    if (camera) camera.use(form);
    else camera = zb.camera(form, onPhotos);
    zb.find("township").value = form.township;
    zb.find("place").value = form.place;
    zb.find("text").value = form.text;
    drawKinds();
    drawPlaces();
    await camera.draw();
  }

  function listen() {
    zb.find("township").addEventListener("change", (event) => {
      Object.assign(form, { township: event.target.value, isTownChosen: true });
      changed();
    });
    zb.find("place").addEventListener("input", (event) => { form.place = event.target.value; changed(); });
    zb.find("text").addEventListener("input", (event) => { form.text = event.target.value; changed(); });
    zb.find("clause").addEventListener("change", (event) => { form.clause = event.target.value; changed(); });
    zb.find("save").addEventListener("click", save);
    zb.find("clear").addEventListener("click", clear);
    zb.find("locate").addEventListener("click", () => camera.locate());
  }

  async function start() {
    listen();
    form = { ...empty(), ...(await zb.store.draft(KEY).catch(() => null)) };
    await show();
    await zb.panel.start();
  }
  start();
})();
