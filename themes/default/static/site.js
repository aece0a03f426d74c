// @ts-check
// What every page does.

/** @type {NodeListOf<HTMLAnchorElement>} */
const languages = document.querySelectorAll(".switch a");
/** @type {NodeListOf<HTMLFormElement>} */
const searchForms = document.querySelectorAll("form.search");

// The other language shows the same view: what the address says after the path goes along.
for (const link of languages) {
  link.addEventListener("click", () => {
    link.search = location.search;
    link.hash = location.hash;
  });
}

// Search is loaded when somebody is about to use it.
for (const form of searchForms) {
  const load = async () => (await import("./search-box.js")).attach(form);
  form.addEventListener("focusin", load, { once: true });
}
