// Building elements without markup in text: what people wrote is only ever text.
(() => {
  const zb = (window.zb = window.zb || {});

  // zb.element("button", {class: "btn", onclick: f, "aria-pressed": "true"}, "text", child …)
  zb.element = (name, attributes, ...children) => {
    const element = document.createElement(name);
    Object.entries(attributes || {}).forEach(([key, value]) => {
      if (value === null || value === undefined || value === false) return;
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else element.setAttribute(key, value === true ? "" : value);
    });
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  };

  zb.icon = (name) => zb.element("i", { class: `bi bi-${name}`, "aria-hidden": "true" });
  zb.find = (id) => document.getElementById(id);
  zb.fill = (parent, ...children) => parent.replaceChildren(...children.filter(Boolean));
  zb.say = (words, kind = "danger") => {
    const place = zb.find("said");
    zb.fill(place, words && zb.element("div", { class: `alert alert-${kind}` }, words));
    if (words) place.scrollIntoView({ block: "nearest" });
  };
  // What was said of success is brought up to date; a fault stays until it is mended.
  zb.settle = (words) => {
    const said = zb.find("said").querySelector(".alert-success");
    if (said) said.textContent = words;
  };
  zb.page = JSON.parse(zb.find("phone-page").textContent);
})();
