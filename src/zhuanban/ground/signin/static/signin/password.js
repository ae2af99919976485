// While a new password is typed, the rules that the page can judge are ticked; the server judges all of them again.
(() => {
  const list = document.querySelector("[data-rules]");
  const field = document.querySelector("[data-new-password]");
  if (!list || !field) return;
  const kinds = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/];
  const kept = {
    length: (words, given) => Array.from(words).length >= Number(given),
    kinds: (words, given) => kinds.filter((kind) => kind.test(words)).length >= Number(given),
    names: (words, given) => !given.split("\n").some((name) => name && words.toLowerCase().includes(name)),
  };
  const mark = (item, holds) => {
    item.classList.toggle("is-kept", holds === true);
    item.classList.toggle("is-broken", holds === false);
    item.querySelector("i").className = `bi bi-${holds === true ? "check2" : holds === false ? "x" : "dot"}`;
    item.querySelector("[data-said]").textContent = holds === true ? "（已满足）" : holds === false ? "（未满足）" : "";
  };
  field.addEventListener("input", () => {
    list.querySelectorAll("[data-rule]").forEach((item) => {
      const judge = kept[item.dataset.rule];
      mark(item, judge && field.value ? judge(field.value, item.dataset.given) : null);
    });
  });
  const show = document.querySelector("[data-show-passwords]");
  show.hidden = false;
  show.addEventListener("change", (event) => {
    field.form.querySelectorAll("input[name=old], input[name=new]").forEach((input) => { input.type = event.target.checked ? "text" : "password"; });
  });
  field.closest("div").after(list);
})();
