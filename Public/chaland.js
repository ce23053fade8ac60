// Only adds: every page works without it. Buttons that need a script are served hidden and shown here.
for (const button of document.querySelectorAll("[data-print], [data-copy]")) {
  const copied = button.dataset.copy && document.getElementById(button.dataset.copy);
  if ("copy" in button.dataset && !(copied && navigator.clipboard)) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    if (!copied) return print();
    navigator.clipboard.writeText(copied.value ?? copied.textContent).then(() => {
      button.textContent = button.dataset.done;
    });
  });
}
// A page the browser kept for its back button is asked again whether its reader is still signed in: on the computer of a
// counter the next person must not read it. What was typed stays when they are.
addEventListener("pageshow", async (shown) => {
  if (!shown.persisted || !document.querySelector("form[action$='/deconnexion']")) return;
  const answer = await fetch("/compte", { method: "HEAD", redirect: "manual", cache: "no-store" }).catch(() => null);
  if (answer?.type === "opaqueredirect") location.reload();
});
