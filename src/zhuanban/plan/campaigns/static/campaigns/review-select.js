// Selecting words in the text, by hand or by keys, and what may be done with them.
(() => {
  const review = window.zbReview;
  const bar = review && review.page.querySelector("[data-bar]");
  if (!bar) return;
  const { page, text, narrow } = review;
  const placeAct = bar.querySelector("[data-place-act]");
  const slot = document.getElementById("rv-text-form");
  let chosen = null;
  let caret = null;

  // Places in the notice are counted in characters, as the server counts them, not in UTF-16 units.
  const length = (words) => [...words].length;
  const lineOf = (node) => {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    return element && element.closest ? element.closest("p[data-at]") : null;
  };
  const offset = (node, at) => {
    const line = lineOf(node);
    if (!line || !text.contains(line)) return null;
    const range = document.createRange();
    range.selectNodeContents(line);
    range.setEnd(node, at);
    return Number(line.dataset.at) + length(range.toString());
  };
  const lines = () => [...text.querySelectorAll("p[data-at]")];
  const point = (place) => {
    const all = lines();
    const line = all.filter((each) => Number(each.dataset.at) <= place).pop() || all[0];
    let left = place - Number(line.dataset.at);
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    let last = node;
    while (node) {
      const letters = [...node.data];
      if (left <= letters.length) return [node, letters.slice(0, left).join("").length];
      left -= letters.length;
      last = node;
      node = walker.nextNode();
    }
    return [last, last.data.length];
  };
  const select = (from, to) => {
    const [start, startAt] = point(from);
    const [end, endAt] = point(to);
    window.getSelection().setBaseAndExtent(start, startAt, end, endAt);
  };

  // The words as they stand in the notice: blank lines between two paragraphs are not shown, so the server is asked
  // with the words of one paragraph only.
  const read = () => {
    const selection = window.getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return null;
    const first = lineOf(range.startContainer);
    let start = offset(range.startContainer, range.startOffset);
    let end = offset(range.endContainer, range.endOffset);
    if (start === null || !first) return null;
    const whole = Number(first.dataset.at) + length(first.textContent);
    if (end === null || lineOf(range.endContainer) !== first) end = whole;
    const letters = [...first.textContent].slice(start - Number(first.dataset.at), end - Number(first.dataset.at));
    const words = letters.join("");
    const front = length(words) - length(words.trimStart());
    start += front;
    end = start + length(words.trim());
    return end > start ? { start, end, words: words.trim() } : null;
  };

  const close = () => { bar.hidden = true; chosen = null; slot.replaceChildren(); };
  const offer = () => {
    chosen = read();
    if (!chosen) { close(); return; }
    const letters = [...chosen.words];
    bar.querySelector("[data-chosen]").textContent = letters.length > 40
      ? `${letters.slice(0, 18).join("")}…${letters.slice(-18).join("")}` : chosen.words;
    const item = review.item();
    const may = Boolean(item && item.dataset.q && !["notice", "clauses"].includes(item.dataset.kind));
    placeAct.disabled = !may;
    placeAct.title = may ? "" : "先选中一项事实";
    bar.hidden = false;
    if (narrow.matches) return;
    const box = window.getSelection().getRangeAt(0).getBoundingClientRect();
    const frame = bar.offsetParent.getBoundingClientRect();
    const below = box.bottom - frame.top + 8;
    const fits = below + bar.offsetHeight < frame.height;
    bar.style.top = `${fits ? below : Math.max(4, box.top - frame.top - bar.offsetHeight - 8)}px`;
    bar.style.left = `${Math.max(4, Math.min(box.left - frame.left, frame.width / 2 - 40))}px`;
  };

  // The form in the bar makes it taller: it stays within the panes.
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== slot || narrow.matches) return;
    const most = bar.offsetParent.clientHeight - bar.offsetHeight - 4;
    bar.style.top = `${Math.max(4, Math.min(parseFloat(bar.style.top), most))}px`;
  });

  text.addEventListener("mouseup", () => window.setTimeout(offer, 0));
  document.addEventListener("selectionchange", () => {
    if (narrow.matches) window.clearTimeout(close.timer), close.timer = window.setTimeout(offer, 250);
    else if (window.getSelection().isCollapsed && !caret && !bar.contains(document.activeElement) && !slot.firstChild) close();
  });
  // A click on a button leaves the selection as it is; a field still takes the caret.
  bar.addEventListener("mousedown", (event) => { if (!event.target.closest("form")) event.preventDefault(); });

  placeAct.addEventListener("click", () => {
    const item = review.item();
    const given = chosen;
    if (!item || !given) return;
    leave();
    item.focus({ preventScroll: true });
    review.send(`${page.dataset.place}?${item.dataset.q}`, given);
  });
  bar.addEventListener("click", (event) => {
    const add = event.target.closest("[data-add]");
    if (event.target.closest("[data-bar-close], [data-cancel]")) { event.preventDefault(); leave(); back(); return; }
    if (event.target.closest("[data-text-act]") && chosen) {
      const query = new URLSearchParams(chosen);
      window.htmx.ajax("GET", `${page.dataset.textUrl}?${query}`, { source: slot, target: slot, swap: "innerHTML" });
    }
    if (!add || !chosen) return;
    const kind = add.dataset.add;
    const place = document.getElementById(`add-${kind}`);
    const query = new URLSearchParams({ kind, anchor: "+", ...chosen });
    leave();
    review.toGroup(`#g-${kind}`);
    window.htmx.ajax("GET", `${page.dataset.fact}?${query}`, { source: place, target: place, swap: "innerHTML" });
  });
  bar.addEventListener("keydown", (event) => {
    const all = [...bar.querySelectorAll("button:not(:disabled)")];
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") { event.preventDefault(); leave(); back(); }
    if (!step || event.target.matches("textarea")) return;
    event.preventDefault();
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
  });
  const back = () => { const item = review.item(); if (item) item.focus({ preventScroll: true }); else text.focus(); };
  const leave = () => { caret = null; window.getSelection().removeAllRanges(); close(); };

  // By keys: s puts the caret before the words of the fact; arrows move it, with Shift they select.
  const begin = () => {
    const item = review.item();
    const mark = item && review.marksOf(item.id)[0];
    const start = mark ? offset(mark, 0) : Number(lines()[0].dataset.at);
    text.focus({ preventScroll: true });
    caret = { from: start, to: start };
    draw();
    review.say("正在选词句：方向键移动，按住 Shift 选取，Enter 选好，Esc 离开。");
  };
  const draw = () => {
    // A bare caret is not seen in a text that cannot be written in: the letter behind it is shown.
    select(caret.from, caret.to === caret.from ? caret.to + 1 : caret.to);
    const [node] = point(caret.to);
    review.reveal(text, node.parentElement);
  };
  const step = (by) => {
    const all = lines();
    const ends = Number(all[all.length - 1].dataset.at) + length(all[all.length - 1].textContent);
    return Math.max(Number(all[0].dataset.at), Math.min(ends, caret.to + by));
  };
  text.addEventListener("keydown", (event) => {
    if (!caret || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 20, ArrowUp: -20 }[event.key];
    if (by) {
      event.preventDefault();
      caret.to = step(by);
      if (!event.shiftKey) caret.from = caret.to;
      draw();
    } else if (event.key === "Enter") {
      event.preventDefault();
      offer();
      const first = bar.hidden ? null : bar.querySelector("button:not(:disabled)");
      if (first) first.focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      leave();
      back();
    }
  });

  review.beginSelecting = begin;
  review.isSelecting = () => Boolean(caret);
})();
