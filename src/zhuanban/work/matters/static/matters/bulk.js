// Choosing rows: Shift takes all between the last box and this one; the box in the heading takes the page.
(() => {
  const form = document.getElementById("bulk");
  if (!form) return;
  const boxes = () => [...document.querySelectorAll("input[name=m][form=bulk]")];
  const whole = document.querySelector("[data-all-rows]");
  const count = form.querySelector("[data-count]");
  let last = null;

  function tell() {
    const all = boxes();
    const ticked = all.filter((box) => box.checked).length;
    count.textContent = ticked ? `已选 ${ticked} 件` : "";
    if (whole) {
      whole.checked = ticked > 0 && ticked === all.length;
      whole.indeterminate = ticked > 0 && ticked < all.length;
    }
  }

  document.addEventListener("click", (event) => {
    const box = event.target;
    if (!box.matches || !box.matches("input[name=m][form=bulk]")) return;
    const all = boxes();
    if (event.shiftKey && last && last !== box) {
      const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((one, other) => one - other);
      all.slice(from, to + 1).forEach((each) => { each.checked = box.checked; });
    }
    last = box;
    tell();
  });
  if (whole) whole.addEventListener("change", () => { boxes().forEach((box) => { box.checked = whole.checked; }); tell(); });
  window.addEventListener("pageshow", tell);
  tell();
})();
