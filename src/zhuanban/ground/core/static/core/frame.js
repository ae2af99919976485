// The page frame: the side menu on phones, forms that ask before what cannot be undone, rows that open.
(() => {
  const toggle = document.querySelector("[data-toggle-side]");
  const side = document.getElementById("side");
  if (toggle && side) {
    toggle.addEventListener("click", () => {
      const open = side.classList.toggle("open");
      toggle.setAttribute("aria-expanded", String(open));
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && side.classList.contains("open")) toggle.click();
    });
  }
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
