// The review: text and facts side by side. Without this file the links still lead from words to fact and back.
(() => {
  const page = document.querySelector("[data-review]");
  if (!page) return;
  const text = page.querySelector("[data-text]");
  const facts = page.querySelector("[data-facts]");
  const narrow = window.matchMedia("(max-width: 767.98px)");
  let current = "";

  const marksOf = (id) => [...text.querySelectorAll(`[data-f~="${id}"]`)];
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
  };
  // Scrolls one pane, not the page; on phones the page is the pane.
  const reveal = (pane, piece) => {
    if (!piece) return;
    if (narrow.matches) {
      document.getElementById(pane === text ? "pane-text" : "pane-facts").checked = true;
      piece.scrollIntoView({ block: "center" });
      return;
    }
    const box = piece.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    if (box.top < frame.top + 90 || box.bottom > frame.bottom - 30) {
      pane.scrollTop += box.top - frame.top - frame.height / 3;
    }
  };
  const toFact = (id) => { light(id); reveal(facts, document.getElementById(id)); };
  const toWords = (id) => { light(id); reveal(text, marksOf(id)[0]); };
  const remember = (id) => window.history.replaceState(null, "", `#${id}`);

  text.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-f]");
    if (!mark) return;
    event.preventDefault();
    // Several facts may share the words: each further click goes on to the next of them.
    const ids = mark.dataset.f.split(" ");
    const next = ids[(ids.indexOf(current) + 1) % ids.length];
    toFact(next);
    remember(next);
  });
  facts.addEventListener("click", (event) => {
    const go = event.target.closest("a.rv-go");
    const cancel = event.target.closest("[data-cancel]");
    const kind = event.target.closest(".rv-kinds a");
    const edit = event.target.closest(".rv-edit");
    if (go) {
      event.preventDefault();
      const id = go.closest("li").id;
      toWords(id);
      remember(id);
    } else if (cancel) {
      event.preventDefault();
      cancel.closest("form").remove();
    } else if (kind && !narrow.matches) {
      event.preventDefault();
      const group = document.querySelector(kind.getAttribute("href"));
      const bar = facts.querySelector(".rv-kinds").offsetHeight;
      facts.scrollTop += group.getBoundingClientRect().top - facts.getBoundingClientRect().top - bar;
    } else if (edit && window.htmx) {
      event.preventDefault();
      const item = edit.closest("li");
      const open = item.querySelector(".rv-form");
      if (open) open.remove();
      else window.htmx.ajax("GET", edit.getAttribute("href"), { target: item, swap: "beforeend" });
    }
  });

  // One tab stop for all marks; arrows move from mark to mark, Enter opens the fact, Escape returns to the words.
  const marks = [...text.querySelectorAll("[data-f]")];
  marks.forEach((mark, index) => { mark.tabIndex = index ? -1 : 0; });
  text.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const at = marks.indexOf(document.activeElement);
    if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      toFact(marks[at].dataset.f.split(" ")[0]);
      const link = document.querySelector(`#${current} a`);
      if (link) link.focus({ preventScroll: true });
    }
    if (!step || at < 0) return;
    event.preventDefault();
    const next = marks[Math.max(0, Math.min(marks.length - 1, at + step))];
    marks[at].tabIndex = -1;
    next.tabIndex = 0;
    next.focus({ preventScroll: true });
    toFact(next.dataset.f.split(" ")[0]);
    reveal(text, next);
  });
  facts.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const form = event.target.closest(".rv-form");
    const item = event.target.closest("li[id]");
    if (form) form.remove();
    const mark = item && marksOf(item.id)[0];
    if (!form && mark) { reveal(text, mark); mark.focus({ preventScroll: true }); }
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    const field = event.detail.target.querySelector(".rv-form .form-control, .rv-form .form-select");
    if (field) field.focus();
    else if (current) light(current);
  });

  // After the browser has followed the address by itself.
  window.addEventListener("load", () => {
    const start = decodeURIComponent(window.location.hash.slice(1)).replace(/^w-/, "");
    const target = start && document.getElementById(start);
    if (!target || !target.classList.contains("rv-fact")) return;
    toFact(start);
    if (!narrow.matches) reveal(text, marksOf(start)[0]);
  });
})();
