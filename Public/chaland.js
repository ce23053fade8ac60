// Progressive enhancement: every page works without this script. Buttons that need it are served hidden and shown here.
for (const button of document.querySelectorAll("[data-print], [data-copy]")) {
  const copied = button.dataset.copy && document.getElementById(button.dataset.copy);
  if ("copy" in button.dataset && !(copied && navigator.clipboard)) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    if (!copied) return print();
    navigator.clipboard.writeText(copied.value ?? copied.href ?? copied.textContent).then(() => {
      button.textContent = button.dataset.done;
    });
  });
}
// «Partager» opens the phone’s own sheet; without one, its link leads to a page with the text to copy.
for (const link of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) break;
  link.addEventListener("click", (click) => {
    click.preventDefault();
    const page = document.querySelector("link[rel=canonical]");
    navigator.share({ text: link.dataset.share, url: page ? page.href : location.href }).catch(() => {});
  });
}
// «Y aller» opens the map program of the phone, where the system lets one choose.
if (/Android/.test(navigator.userAgent)) {
  for (const link of document.querySelectorAll("[data-geo]")) link.href = link.dataset.geo;
}
// A file that is too large is refused before it is sent: the server answers the same, after minutes on a slow line.
for (const input of document.querySelectorAll("input[data-limit]")) {
  input.addEventListener("change", () => {
    const isTooLarge = [...input.files].some((file) => file.size > input.dataset.limit);
    input.setCustomValidity(isTooLarge ? input.dataset.tooLarge : "");
    input.reportValidity();
  });
}
// Carries typed values over a change of language: stored for that one click, in this tab, and deleted by the next page.
// Never a password, a file or a hidden field, unless it has `data-carried`.
const untyped = ["password", "file", "hidden", "submit", "button", "reset", "image"];
const otherLanguages = [...document.querySelectorAll("header a[hreflang]")];
const languageTags = [document.documentElement.lang, ...otherLanguages.map((link) => link.hreflang)];
const pathOf = (form) => {
  const path = new URL(form.action).pathname;
  const tag = languageTags.find((tag) => path.startsWith(`/${tag}/`));
  return tag ? path.slice(tag.length + 1) : path;
};
const formName = (form) => form.method + pathOf(form);
const isMark = (field) => field.type === "checkbox" || field.type === "radio";
const markName = (field) => `${field.name}=${field.value}`;
const fieldsOf = (form) => [...form.elements].filter((field) =>
  field.name && ("carried" in field.dataset || (!field.hidden && !untyped.includes(field.type))));
const isChanged = (field) => {
  if (isMark(field)) return field.checked !== field.defaultChecked;
  if (!field.options) return field.value !== field.defaultValue;
  return [...field.options].some((option) =>
    option.selected !== option.defaultSelected && (option.defaultSelected || option.index > 0));
};
// Rows that were added before the change of language, made again from the empty row of the form, number 0.
const makeRows = (form, values) => {
  for (const blank of form.querySelectorAll("template[data-row]")) {
    const { row } = blank.dataset;
    const typed = Object.keys(values).filter((name) => name.startsWith(row));
    for (const number of new Set(typed.map((name) => parseInt(name.slice(row.length))))) {
      const prefix = `${row}${number}-`;
      const there = fieldsOf(form).filter((field) => field.name.startsWith(prefix));
      const isThere = (name) => there.some((field) => [field.name, markName(field)].includes(name));
      if (typed.every((name) => !name.startsWith(prefix) || isThere(name))) continue;
      const made = blank.content.cloneNode(true);
      for (const name of ["id", "for", "name"]) {
        for (const part of made.querySelectorAll(`[${name}^="${row}0-"]`)) {
          part.setAttribute(name, prefix + part.getAttribute(name).slice(row.length + 2));
        }
      }
      there[0]?.closest("fieldset").remove();
      blank.before(made);
    }
  }
};
const takeTyped = () => {
  try {
    const text = sessionStorage.getItem("typed");
    sessionStorage.removeItem("typed");
    return JSON.parse(text);
  } catch {
    return null;
  }
};
const changeLanguage = (click) => {
  const link = click.currentTarget;
  if (click.ctrlKey || click.metaKey || click.shiftKey || click.altKey) return;
  const carrier = document.querySelector("form[data-carrier]");
  if (carrier) {
    // The entry holds a whole form, which only the answer to it may restore.
    click.preventDefault();
    carrier.action = `/${link.hreflang}${pathOf(carrier)}`;
    carrier.append(Object.assign(document.createElement("input"), { type: "hidden", name: "langue", value: "1" }));
    return carrier.submit();
  }
  const forms = {};
  for (const form of document.forms) {
    const fields = fieldsOf(form);
    // A form that was refused holds what was typed before.
    if (!fields.some((field) => "answer" in link.dataset || isChanged(field))) continue;
    forms[formName(form)] = Object.fromEntries(
      fields.map((field) => isMark(field) ? [markName(field), field.checked] : [field.name, field.value]));
  }
  if (!Object.keys(forms).length) return;
  try {
    sessionStorage.setItem("typed", JSON.stringify({ to: link.pathname, at: Date.now(), forms }));
    // In case no page follows.
    setTimeout(takeTyped, 60_000);
  } catch {
    // Storage is full or forbidden: the text is lost, as without this script.
  }
};
for (const link of otherLanguages) link.addEventListener("click", changeLanguage);
const typed = takeTyped();
// Signing out leaves no draft.
for (const form of document.querySelectorAll("form[action$='/deconnexion']")) form.addEventListener("submit", takeTyped);
if (typed && typed.to === location.pathname && Date.now() - typed.at < 60_000) {
  for (const form of document.forms) {
    const values = typed.forms[formName(form)];
    if (values) makeRows(form, values);
    for (const field of values ? fieldsOf(form) : []) {
      // An error page carries a whole form as texts, check boxes too.
      const sent = field.name in values ? values[field.name] === field.value : undefined;
      const value = isMark(field) ? values[markName(field)] ?? sent : values[field.name];
      if (value === undefined) continue;
      if (isMark(field)) field.checked = value;
      else if (!field.options || [...field.options].some((option) => option.value === value)) field.value = value;
      const fold = field.closest("details");
      if (fold && isChanged(field)) fold.open = true;
    }
  }
}
// A page from the back/forward cache checks that its reader is still signed in: on the computer of a counter the next
// person must not read it. Typed values stay while they are.
addEventListener("pageshow", async (shown) => {
  if (!shown.persisted) return;
  takeTyped();
  if (!document.querySelector("form[action$='/deconnexion']")) return;
  const answer = await fetch("/compte", { method: "HEAD", redirect: "manual", cache: "no-store" }).catch(() => null);
  if (answer?.type === "opaqueredirect") location.reload();
});
// The menu of a member closes by a press beside it, and by Escape.
const menu = document.querySelector("details.menu");
addEventListener("click", (click) => {
  if (menu?.open && !menu.contains(click.target)) menu.open = false;
});
addEventListener("keydown", (key) => {
  if (key.key !== "Escape" || !menu?.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
