// A minute before a session ends for want of any act, the page says so; a person at work keeps it, polling does not.
(() => {
  const word = document.querySelector("[data-idle]");
  if (!word) return;
  const KEY = "zhuanban-seen", WARNED_MS = 60000, ASKED_EVERY_MS = 60000;
  const lasts = Number(word.dataset.idle) * 1000;
  const token = () => (document.cookie.match(/(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/) || ["", ""])[1];
  let touched = false;
  let own = Date.now();
  const seen = () => {
    try {
      return Math.max(own, Number(window.localStorage.getItem(KEY)) || 0);
    } catch (error) {
      return own;
    }
  };
  const note = () => {
    own = Date.now();
    try {
      window.localStorage.setItem(KEY, String(own)); // another window of the same browser need not warn
    } catch (error) {
      // Without storage each window counts for itself.
    }
  };
  const tell = (body) => fetch(word.dataset.stay, { method: "POST", body, headers: { "X-CSRFToken": token(), "HX-Request": "true" } });
  const leave = async () => {
    window.clearInterval(timer);
    const next = encodeURIComponent(window.location.pathname + window.location.search);
    await tell(new URLSearchParams({ over: "1" })).catch(() => null);
    window.location.assign(`${word.dataset.signIn}?next=${next}&ended=idle`);
  };
  const stay = async () => {
    touched = false;
    try {
      const answer = await tell();
      if (answer.ok) note();
      else if (answer.status === 401 || answer.redirected) window.location.reload();
    } catch (error) {
      // No network: the server ends the session by itself, and says so when somebody comes back.
    }
  };
  const tick = () => {
    const left = lasts - (Date.now() - seen());
    if (left <= 0) return leave();
    if (touched && Date.now() - seen() > ASKED_EVERY_MS) stay();
    word.hidden = left > WARNED_MS;
    word.querySelector("[data-left]").textContent = String(Math.ceil(left / 1000));
    return null;
  };
  note();
  ["keydown", "pointerdown", "scroll", "input"].forEach((name) => {
    window.addEventListener(name, () => { touched = true; }, { passive: true, capture: true });
  });
  word.querySelector("button").addEventListener("click", () => { stay().then(tick); });
  const timer = window.setInterval(tick, 1000);
})();
