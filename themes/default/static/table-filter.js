// @ts-check
// Filters, sorts and counts the rows of a table that is all in the page, and keeps the state in the
// address.

const form = /** @type {HTMLFormElement} */ (document.querySelector("form.filters"));
const table = /** @type {HTMLTableElement} */ (document.getElementById(form.dataset.for ?? ""));
const bodies = [...table.tBodies];
/** @type {HTMLTableRowElement[]} */
const rows = [...table.querySelectorAll("tr[data-id]")].filter(
  (row) => row instanceof HTMLTableRowElement,
);
const homes = new Map(rows.map((row) => [row, row.parentNode]));
const texts = new Map(rows.map((row) => [row, plain(row.textContent ?? "")]));
const fields = [...form.elements].filter(
  (field) => field instanceof HTMLInputElement || field instanceof HTMLSelectElement,
);
const count = /** @type {HTMLOutputElement} */ (form.querySelector("output"));
const nothing = /** @type {HTMLElement} */ (form.querySelector(".nothing"));
const save = /** @type {HTMLButtonElement} */ (form.querySelector("[data-save]"));
const reset = /** @type {HTMLButtonElement} */ (form.querySelector("[type=reset]"));
const collator = new Intl.Collator(document.documentElement.lang);

/** @param {string} text */
function plain(text) {
  return text.normalize("NFKC").toLowerCase();
}

/**
 * What the reader has chosen, by the names of the fields.
 * @returns {Map<string, string>}
 */
function state() {
  const values = fields.map((field) => {
    const off = field instanceof HTMLInputElement && field.type === "checkbox" && !field.checked;
    return /** @type {const} */ ([field.name, off ? "" : field.value.trim()]);
  });
  return new Map(values.filter(([, value]) => value));
}

/**
 * @param {HTMLTableRowElement} row
 * @param {string} name
 * @param {string} value
 */
function matches(row, name, value) {
  if (name === "sort") return true;
  if (name === "figures") return row.dataset.figures !== "0";
  if (name !== "q") return (row.dataset[name] ?? "").split(" ").includes(value);
  const text = texts.get(row) ?? "";
  return plain(value)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** @param {HTMLTableRowElement} row */
function title(row) {
  return row.querySelector("th")?.textContent ?? "";
}

/** @param {HTMLTableRowElement} row */
function figures(row) {
  return Number(row.dataset.figures);
}

/** @type {Record<string, (a: HTMLTableRowElement, b: HTMLTableRowElement) => number>} */
const orders = {
  name: (a, b) => collator.compare(title(a), title(b)),
  figures: (a, b) => figures(b) - figures(a),
};

/** @param {string | undefined} order */
function arrange(order) {
  for (const row of rows) homes.get(row)?.appendChild(row);
  if (order && orders[order]) bodies[0].append(...[...rows].sort(orders[order]));
}

function apply() {
  const chosen = state();
  const order = chosen.get("sort");
  for (const row of rows) {
    row.hidden = ![...chosen].every(([name, value]) => matches(row, name, value));
  }
  const shown = rows.filter((row) => !row.hidden);
  arrange(order);
  for (const body of bodies) {
    const heading = /** @type {HTMLElement} */ (body.querySelector(".group"));
    const sorted = Boolean(order && orders[order]);
    heading.hidden = sorted || !body.querySelector("tr[data-id]:not([hidden])");
  }
  count.textContent = (form.dataset.count ?? "")
    .replace("{shown}", String(shown.length))
    .replace("{all}", String(rows.length));
  nothing.hidden = shown.length > 0;
  table.hidden = shown.length === 0;
  save.disabled = shown.length === 0;
  reset.disabled = chosen.size === 0;
  const query = new URLSearchParams([...chosen]).toString();
  history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
}

/** @param {URLSearchParams} parameters */
function fill(parameters) {
  for (const field of fields) {
    if (field instanceof HTMLInputElement && field.type === "checkbox") {
      field.checked = parameters.has(field.name);
    } else {
      field.value = parameters.get(field.name) ?? "";
    }
    if (field instanceof HTMLSelectElement && field.selectedIndex === -1) field.value = "";
  }
}

function recall() {
  fill(new URLSearchParams(location.search));
  apply();
}

async function saveShown() {
  const address = form.dataset.csv ?? "";
  const [{ selectLines }, whole] = await Promise.all([
    import("./table/csv.js"),
    fetch(address).then((answer) => answer.text()),
  ]);
  const ids = new Set(rows.filter((row) => !row.hidden).map((row) => row.dataset.id ?? ""));
  const { csv, count } = selectLines(whole, form.dataset.key ?? "", ids);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csv], { type: "text/csv" }));
  link.download = address.replace(/^.*\//, "").replace(".csv", `-${count}.csv`);
  link.click();
  URL.revokeObjectURL(link.href);
}

form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () =>
  setTimeout(() => {
    fill(new URLSearchParams());
    apply();
  }),
);
save.addEventListener("click", saveShown);
addEventListener("popstate", recall);
recall();
form.hidden = false;
