// The photo card, used by the report and by the verification: take, show, take away; one position at the first photo.
(() => {
  const { zb } = window;

  // `first` is the draft {key, uid, photos: [sha256], fixes: {sha256: fix}, position}; `changed` runs after each change.
  zb.camera = (first, changed) => {
    let form = first;
    const tiles = zb.find("tiles");
    const urls = new Map();

    async function urlOf(sha256) {
      if (!urls.has(sha256)) {
        const photo = await zb.store.photo(sha256);
        if (!photo) return "";
        urls.set(sha256, zb.pictureUrl(photo));
      }
      return urls.get(sha256);
    }

    async function takeAway(sha256) {
      form.photos = form.photos.filter((other) => other !== sha256);
      delete form.fixes[sha256];
      await draw();
      await changed();
    }

    async function tile(sha256, index) {
      const name = `照片 ${index + 1}`;
      return zb.element("div", { class: "ph-tile" },
        zb.element("img", { src: await urlOf(sha256), alt: name }),
        zb.element("button", { type: "button", "aria-label": `去掉${name}`, onclick: () => takeAway(sha256) }, zb.icon("x-lg")));
    }

    function where() {
      const { position } = form;
      const line = zb.find("position");
      if (!position) return zb.fill(line);
      line.className = position.why ? "ph-position zb-warn" : "ph-position zb-good";
      const words = position.why
        ? ` ${position.why}，请在下面选择或填写地点`
        : ` 北纬 ${Number(position.latitude).toFixed(5)}，东经 ${Number(position.longitude).toFixed(5)}（精度 ${position.accuracy_m} 米）`;
      const again = zb.element("button", { type: "button", class: "btn btn-link", onclick: locate }, "重新定位");
      return zb.fill(line, zb.icon(position.why ? "geo-alt" : "geo-alt-fill"), words, position.why ? again : null);
    }

    async function draw() {
      const shown = await Promise.all(form.photos.map(tile));
      tiles.querySelectorAll(".ph-tile").forEach((old) => old.remove());
      tiles.prepend(...shown);
      zb.find("photo-count").textContent = `${form.photos.length}/${zb.page.mostPhotos}`;
      tiles.querySelectorAll("label").forEach((label) => { label.hidden = form.photos.length >= zb.page.mostPhotos; });
      where();
    }

    async function locate() {
      zb.fill(zb.find("position"), zb.icon("geo-alt"), " 正在定位……");
      form.position = await zb.position();
      form.photos.forEach((sha256) => {
        const fix = form.fixes[sha256];
        if (fix && !fix.longitude && !form.position.why) Object.assign(fix, form.position);
      });
      where();
      await changed();
    }

    async function take(event) {
      const files = Array.from(event.target.files).slice(0, zb.page.mostPhotos - form.photos.length);
      event.target.value = "";
      const capturedAt = new Date().toISOString();
      const located = files.length && !form.position ? locate() : null;
      for (const file of files) {
        const photo = await zb.shrink(file);
        if (!photo) zb.say(`“${file.name}”打不开，请重新拍摄。`);
        else if (!form.photos.includes(photo.sha256)) {
          form.photos.push(photo.sha256);
          const position = form.position && !form.position.why ? form.position : {};
          form.fixes[photo.sha256] = { captured_at: capturedAt, ...position };
          form.capturedAt = form.capturedAt || capturedAt;
          await keep(photo);
        }
      }
      await draw();
      await located;
      await changed();
    }

    async function keep(photo) {
      try {
        await zb.store.keepPhoto(photo, form);
      } catch (error) {
        form.photos.pop();
        zb.say("手机存储空间不够，照片没有保存。请先上传或清理后再拍。");
      }
    }

    ["camera", "album"].forEach((id) => zb.find(id).addEventListener("change", take));
    return { draw, locate, use: (other) => { form = other; } };
  };

  // What the visit says of time, place and photos, from the form.
  zb.factsOf = (form) => {
    const { longitude, latitude, accuracy_m } = form.position || {};
    const fix = longitude ? { longitude, latitude, accuracy_m } : {};
    return {
      schema_version: 1,
      captured_at: form.capturedAt || new Date().toISOString(),
      ...fix,
      photos: form.photos.map((sha256) => ({ sha256, ...form.fixes[sha256] })),
    };
  };
})();
