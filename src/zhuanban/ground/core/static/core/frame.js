// The page frame: the side menu on phones, menus that close, forms that ask before what cannot be undone.
(() => {
  const toggle = document.querySelector("[data-toggle-side]");
  const side = document.getElementById("side");
  const show = (open) => {
    side.classList.toggle("open", open);
    toggle.setAttribute("aria-expanded", String(open));
    if (open) {
      const first = side.querySelector("a");
      if (first) first.focus();
    }
  };
  if (toggle && side) {
    toggle.addEventListener("click", () => show(!side.classList.contains("open")));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && side.classList.contains("open")) {
        show(false);
        toggle.focus();
      }
    });
    document.addEventListener("click", (event) => {
      const outside = !side.contains(event.target) && !toggle.contains(event.target);
      if (outside && side.classList.contains("open")) {
        event.preventDefault();
        show(false);
      }
    });
  }
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    if (event.target.closest("[data-print]")) window.print();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
  // On the window: a page that has the key for itself answers first.
  window.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest && event.target.closest("input, textarea, select, [contenteditable]")) return;
    const fields = Array.from(document.querySelectorAll("[data-focus-key]"));
    const field = fields.find((each) => each.dataset.focusKey === event.key);
    if (!field) return;
    event.preventDefault();
    if (field.offsetParent === null) {
      const link = field.form.querySelector("a");
      if (link) link.click();
      return;
    }
    field.focus();
    field.select();
  });
  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) {
      event.preventDefault();
      return;
    }
    const button = event.submitter;
    if (button && event.target.method === "post") {
      window.setTimeout(() => { button.disabled = true; }, 0);
    }
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("button[type=submit]:disabled").forEach((button) => { button.disabled = false; });
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
  });
})();
