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
