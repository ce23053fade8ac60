// «Près de moi»: sorts the shops by distance, on request. The position stays in this page: it is neither sent nor stored.
const near = document.querySelector("[data-near]");
const most = 50;
const radians = (degrees) => degrees * Math.PI / 180;
// Metres; the earth is flat enough for a town.
const metres = (here, [latitude, longitude]) => 6371000 * Math.hypot(
  radians(latitude - here.latitude), radians(longitude - here.longitude) * Math.cos(radians(here.latitude)));
const inWords = (distance) => distance < 1000
  ? `${Math.max(10, Math.round(distance / 10) * 10)} m`
  : `${(distance / 1000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} km`;
const show = (here, list) => {
  const rows = [...list.querySelectorAll("[data-at]")].map((row) =>
    ({ row: document.importNode(row, true), distance: metres(here, row.dataset.at.split(" ").map(Number)) }));
  rows.sort((one, other) => one.distance - other.distance);
  for (const { row, distance } of rows.slice(0, most)) {
    row.querySelector("p").prepend(`${inWords(distance)} · `);
  }
  document.querySelector(".rows").replaceChildren(...rows.slice(0, most).map(({ row }) => row));
  document.querySelector(".pages")?.remove();
};
if (near && navigator.geolocation) {
  const status = document.getElementById("near-status");
  const fail = () => { status.textContent = near.dataset.failed; };
  near.parentElement.hidden = false;
  near.addEventListener("click", () => {
    status.textContent = near.dataset.wait;
    navigator.geolocation.getCurrentPosition(async ({ coords }) => {
      try {
        const answer = await fetch(near.dataset.near);
        show(coords, new DOMParser().parseFromString(await answer.text(), "text/html"));
        near.setAttribute("aria-pressed", "true");
        status.textContent = near.dataset.done;
      } catch {
        fail();
      }
    }, fail, { maximumAge: 60_000, timeout: 20_000 });
  });
}
