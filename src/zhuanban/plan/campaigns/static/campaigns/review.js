// The review: text and facts side by side. Without this file links, buttons and forms still do all of it, page by page.
(() => {
  const page = document.querySelector("[data-review]");
  if (!page) return;
  const text = page.querySelector("[data-text]");
  const facts = page.querySelector("[data-facts]");
  const narrow = window.matchMedia("(max-width: 767.98px)");
  let current = "";
  let beside = "";

  const marksOf = (id) => [...text.querySelectorAll(`[data-f~="${CSS.escape(id)}"]`)];
  const item = () => (current ? document.getElementById(current) : null);
  const light = (id) => {
    page.querySelectorAll(".is-on").forEach((piece) => piece.classList.remove("is-on"));
    marksOf(id).forEach((piece) => piece.classList.add("is-on"));
    const fact = document.getElementById(id);
    if (fact) {
      fact.classList.add("is-on");
      const sort = fact.closest("details");
      if (sort) sort.open = true;
    }
    current = id;
    const near = fact && (fact.nextElementSibling || fact.previousElementSibling);
    if (near && near.id) beside = near.id;
  };
  const show = (pane) => { document.getElementById(pane === text ? "pane-text" : "pane-facts").checked = true; };
  // Scrolls one pane, not the page, and only where the piece is out of sight; on phones the page is the pane.
  const reveal = (pane, piece) => {
    if (!piece) return;
    if (narrow.matches) {
      show(pane);
      piece.scrollIntoView({ block: "center" });
      return;
    }
    const box = piece.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    if (box.top < frame.top + 110 || box.bottom > frame.bottom - 30) {
      pane.scrollTop += box.top - frame.top - frame.height / 3;
    }
  };
  const toFact = (id) => { light(id); reveal(facts, document.getElementById(id)); };
  const toWords = (id) => { light(id); reveal(text, marksOf(id)[0]); };
  const remember = (id) => window.history.replaceState(null, "", `#${id}`);
  // To a fact by keyboard: both panes follow, on phones only the facts.
  const walkTo = (id) => {
    light(id);
    const fact = document.getElementById(id);
    reveal(facts, fact);
    if (!narrow.matches) reveal(text, marksOf(id)[0]);
    fact.focus({ preventScroll: true });
    remember(id);
  };

  const say = (words) => { document.getElementById("rv-said").textContent = words; };
  const token = () => document.querySelector("#rv-act [name=csrfmiddlewaretoken]").value;
  // What changed comes back as pieces with their own names, each put into its place.
  const send = (address, values) => window.htmx.ajax("POST", address, {
    source: page, swap: "none", values: values || {}, headers: { "X-CSRFToken": token() },
  });
  const openForm = (address, li) => {
    const open = li.querySelector(".rv-form");
    if (open) { open.remove(); li.focus({ preventScroll: true }); } else {
      window.htmx.ajax("GET", address, { source: li, target: li, swap: "beforeend" });
    }
  };

  text.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-f]");
    if (!mark) return;
    event.preventDefault();
    if (!window.getSelection().isCollapsed) return;
    // Several facts may share the words: each further click goes on to the next of them.
    const ids = mark.dataset.f.split(" ");
    const next = ids[(ids.indexOf(current) + 1) % ids.length];
    toFact(next);
    remember(next);
  });
  facts.addEventListener("click", (event) => {
    const found = (selector) => event.target.closest(selector);
    const li = found("li[id]");
    if (found("a.rv-go")) {
      event.preventDefault();
      toWords(li.id);
      remember(li.id);
    } else if (found("[data-cancel]")) {
      event.preventDefault();
      found("form").remove();
      if (li) li.focus({ preventScroll: true });
    } else if (found(".rv-kinds a") && !narrow.matches) {
      event.preventDefault();
      toGroup(found(".rv-kinds a").getAttribute("href"));
    } else if (found(".rv-edit, .rv-answer") && window.htmx) {
      event.preventDefault();
      light(li.id);
      openForm(found(".rv-edit, .rv-answer").getAttribute("href"), li);
    } else if (found(".rv-confirm, .rv-post") && window.htmx) {
      event.preventDefault();
      light(li.id);
      send(found("button").getAttribute("formaction"));
    } else if (li && li.dataset.q && !found("a, button, form")) {
      light(li.id);
    }
  });
  const toGroup = (name) => {
    const group = page.querySelector(name);
    if (!group) return null;
    if (narrow.matches) { show(facts); group.scrollIntoView(); } else {
      const bar = facts.querySelector(".rv-kinds").offsetHeight;
      facts.scrollTop += group.getBoundingClientRect().top - facts.getBoundingClientRect().top - bar;
    }
    return group;
  };

  // One tab stop for all marks; arrows move from mark to mark, Enter opens the fact, Escape returns to the words.
  const marks = () => [...text.querySelectorAll("[data-f]")];
  const oneStop = () => marks().forEach((mark, index) => {
    // A mouse that begins on a link, or on what can be focused, does not select its words.
    if (!index) mark.tabIndex = 0;
    mark.removeAttribute("href");
    mark.setAttribute("role", "link");
  });
  oneStop();
  text.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.shiftKey) return;
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const mark = document.activeElement;
    if (!mark.matches("[data-f]")) return;
    if (event.key === "Enter") {
      event.preventDefault();
      walkTo(mark.dataset.f.split(" ")[0]);
    } else if (step) {
      event.preventDefault();
      const all = marks();
      const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(mark) + step))];
      mark.removeAttribute("tabindex");
      next.tabIndex = 0;
      next.focus({ preventScroll: true });
      toFact(next.dataset.f.split(" ")[0]);
      reveal(text, next);
    }
  });
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const form = event.target.closest(".rv-form");
    const li = event.target.closest("li[id]");
    const mark = li && marksOf(li.id)[0];
    if (form) {
      form.remove();
      if (item()) item().focus({ preventScroll: true });
    } else if (mark) {
      reveal(text, mark);
      mark.tabIndex = 0;
      mark.focus({ preventScroll: true });
    }
  });

  // A piece that was put in anew keeps the light, and the focus where it was lost with the old one.
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const target = event.detail.target;
    const form = target && target.isConnected && target.querySelector && target.querySelector(".rv-form");
    const field = form && form.querySelector(".form-control, .form-select, input[type=radio], button[type=submit]");
    if (field && !target.matches("[data-review]")) {
      field.focus({ preventScroll: true });
      field.scrollIntoView({ block: "nearest" });
    }
  });
  let waiting = 0;
  const settle = () => {
    const added = page.querySelector("li[data-new]");
    if (added) { added.removeAttribute("data-new"); walkTo(added.id); return; }
    if (!item() && document.getElementById(beside)) current = beside;
    if (!item()) return;
    light(current);
    const lost = !document.activeElement || document.activeElement === document.body;
    if (lost && !narrow.matches) item().focus({ preventScroll: true });
  };
  document.body.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.detail.target === text) oneStop();
    window.clearTimeout(waiting);
    waiting = window.setTimeout(settle, 0);
  });
  const broken = () => say("没有送到，可能是网络断了或者登录已经过期，请刷新页面后再试。");
  document.body.addEventListener("htmx:sendError", broken);
  document.body.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 403) say("您没有办理这件事的权限，或者登录已经过期，请刷新页面。");
    else broken();
  });

  // After the browser has followed the address by itself.
  window.addEventListener("load", () => {
    const start = decodeURIComponent(window.location.hash.slice(1)).replace(/^w-/, "");
    const target = start && document.getElementById(start);
    if (!target || !target.classList.contains("rv-fact")) return;
    toFact(start);
    if (!narrow.matches) reveal(text, marksOf(start)[0]);
  });

  window.zbReview = {
    page, text, facts, narrow, item, marksOf, light, reveal, walkTo, toGroup, send, openForm, say,
    may: page.hasAttribute("data-may-correct"),
  };
})();
