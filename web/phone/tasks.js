// What waits for verification: sorted by distance on request, and kept on the phone so that it opens without a network.
(() => {
  const { zb } = window;

  async function sortByDistance() {
    const button = zb.find("near");
    button.disabled = true;
    const here = await zb.position();
    button.disabled = false;
    if (here.why) {
      zb.say(`${here.why}，仍按乡镇排列。`, "warning");
      return;
    }
    const rows = Array.from(document.querySelectorAll("[data-task]"));
    const away = (row) => (row.dataset.longitude
      ? zb.metres(here, { longitude: row.dataset.longitude, latitude: row.dataset.latitude }) : Infinity);
    rows.sort((one, other) => away(one) - away(other)).forEach((row) => {
      const metres = away(row);
      row.querySelector("[data-away]").textContent = metres === Infinity ? "" : zb.metresWords(metres);
      row.parentNode.append(row);
    });
  }

  async function keepForLater() {
    if (!("serviceWorker" in navigator) || !navigator.onLine) return;
    const worker = (await navigator.serviceWorker.ready).active;
    worker.postMessage({ keep: zb.page.keep });
  }

  zb.find("near").addEventListener("click", sortByDistance);
  keepForLater();
  zb.panel.start();
})();
