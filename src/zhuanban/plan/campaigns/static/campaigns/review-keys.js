// The keyboard of the review. No key is taken from a field, and none with Ctrl, Alt or Meta.
(() => {
  const review = window.zbReview;
  if (!review) return;
  const { page, facts, text } = review;
  const sheet = page.querySelector("[data-help-sheet]");
  const search = document.getElementById("rv-search");
  const button = document.querySelector("[data-help]");
  let waiting = 0;
  const places = {};

  const shown = (selector) => [...facts.querySelectorAll(selector)].filter((li) => !li.hidden);
  const walk = (selector, step) => {
    const all = shown(selector);
    if (!all.length) { review.say("没有可以走到的项。"); return; }
    const here = review.item();
    let at = all.indexOf(here);
    // Coming from the other list: on from where one was in this one.
    if (at < 0) at = all.findIndex((li) => li.id === places[selector]);
    if (at < 0 && step < 0) at = all.length;
    const next = at + step;
    if (next < 0 || next >= all.length) review.say(step > 0 ? "已经是最后一项。" : "已经是第一项。");
    else {
      places[selector] = all[next].id;
      review.walkTo(all[next].id);
    }
  };
  const need = (what) => {
    const item = review.item();
    if (!item) review.say(`先用 j、k 选中一项，再${what}。`);
    return item;
  };
  const edit = () => {
    const item = need("更正");
    const link = item && item.querySelector(".rv-edit, .rv-answer");
    if (link) review.openForm(link.getAttribute("href"), item);
  };
  const confirm = () => {
    const item = need("核对");
    if (!item) return;
    const act = item.querySelector(".rv-confirm");
    if (act) review.send(act.getAttribute("formaction"));
    else if (item.dataset.doubt) edit();
  };
  const confirmClause = () => {
    const item = need("核对");
    if (!item || !item.dataset.clause) return;
    const address = `${page.dataset.confirmAll}?${new URLSearchParams({ clause: item.dataset.clause })}`;
    window.htmx.ajax("GET", address, { source: item, target: item, swap: "beforeend" });
  };
  const remove = () => {
    const item = need("删除");
    if (!item || !item.dataset.q) return;
    review.send(`${page.dataset.fact}?${item.dataset.q}`, {
      delete: "1", seen: new URLSearchParams(item.dataset.q).get("seen"),
    });
  };
  const help = () => { if (sheet.open) sheet.close(); else sheet.showModal(); };

  const acts = {
    j: () => walk("li[data-q]", 1), k: () => walk("li[data-q]", -1),
    ArrowDown: () => walk("li[data-q]", 1), ArrowUp: () => walk("li[data-q]", -1),
    n: () => walk("li[data-doubt]", 1), p: () => walk("li[data-doubt]", -1),
    "/": () => { document.getElementById("pane-facts").checked = true; search.focus(); search.select(); },
    "?": help, g: () => { waiting = Date.now(); review.say("再按一个字母，到某一类；? 看有哪些。"); },
  };
  const writing = {
    e: edit, Enter: edit, c: confirm, C: confirmClause, x: remove,
    u: () => review.send(page.dataset.undo), U: () => review.send(page.dataset.redo),
    s: () => { if (review.beginSelecting) review.beginSelecting(); },
  };
  const toLetter = (letter) => {
    const link = facts.querySelector(`.rv-kinds a[data-key="${letter}"]`);
    const group = link && review.toGroup(link.getAttribute("href"));
    const first = group && shown(`#${group.id} li[data-q], #${group.id} li[data-doubt]`)[0];
    if (first) review.walkTo(first.id);
    review.say(group ? "" : "没有这一类。");
  };

  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (target.closest("input, textarea, select, [contenteditable], dialog, [data-bar]")) return;
    if (event.key === "?" ) { event.preventDefault(); help(); return; }
    if (review.isSelecting && review.isSelecting()) return;
    if (waiting && Date.now() - waiting < 3000 && /^[a-z]$/.test(event.key)) {
      waiting = 0;
      event.preventDefault();
      toLetter(event.key);
      return;
    }
    waiting = 0;
    const isOwn = target === document.body || target.matches("li[data-q], li[data-doubt]") || target.id === "main";
    // Links and buttons keep their Enter; the text keeps its arrows.
    if (event.key === "Enter" && !isOwn) return;
    if (event.key.startsWith("Arrow") && (event.shiftKey || !isOwn)) return;
    const act = acts[event.key] || (review.may && writing[event.key]);
    if (!act) return;
    event.preventDefault();
    act();
  });
  if (button) { button.hidden = false; button.addEventListener("click", help); }

  const find = () => {
    const words = search.value.trim().toLowerCase();
    let count = 0;
    facts.querySelectorAll("li.rv-fact").forEach((li) => {
      const line = li.querySelector(".rv-go");
      li.hidden = Boolean(words) && !(line && line.textContent.toLowerCase().includes(words));
      count += !li.hidden;
    });
    facts.querySelectorAll(".rv-clause, .rv-none").forEach((li) => { li.hidden = Boolean(words); });
    if (words) facts.querySelectorAll(".rv-sort").forEach((sort) => { sort.open = true; });
    document.getElementById("rv-found").textContent = words ? `${count} 项` : "";
  };
  search.addEventListener("input", find);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      search.value = "";
      find();
      if (review.item()) review.walkTo(review.item().id); else text.focus();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const first = shown("li.rv-fact")[0];
      if (first) review.walkTo(first.id);
    }
  });
})();
