// Tick or untick all boxes of a name.
(() => {
  document.querySelectorAll("[data-tick]").forEach((button) => {
    button.addEventListener("click", () => {
      const boxes = [...button.form.querySelectorAll(`input[type=checkbox][name="${button.dataset.tick}"]`)];
      const all = boxes.every((box) => box.checked);
      boxes.forEach((box) => { box.checked = !all; });
      button.textContent = all ? "全选" : "全不选";
    });
  });
})();
