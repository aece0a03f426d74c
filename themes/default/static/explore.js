// Filters, sorts and counts the rows of a table that is all in the page, and keeps the state in the address.

const form = document.querySelector("form.filters");
const table = document.getElementById(form.dataset.for);
const bodies = [...table.tBodies];
const rows = [...table.querySelectorAll("tr[data-id]")];
const places = new Map(rows.map((row) => [row, row.parentNode]));
const texts = new Map(rows.map((row) => [row, plain(row.textContent)]));
const fields = [...form.elements].filter((field) => field.name);
const count = form.querySelector("output");
const nothing = form.querySelector(".nothing");
const collator = new Intl.Collator(document.documentElement.lang);

function plain(text) {
  return text.normalize("NFKC").toLowerCase();
}

function state() {
  const said = fields.map((field) => [field.name, field.type === "checkbox" && !field.checked ? "" : field.value.trim()]);
  return new Map(said.filter(([, value]) => value));
}

function matches(row, [name, value]) {
  if (name === "sort") return true;
  if (name === "q") return plain(value).split(/\s+/).every((word) => texts.get(row).includes(word));
  if (name === "figures") return row.dataset.figures !== "0";
  return (row.dataset[name] ?? "").split(" ").includes(value);
}

function title(row) {
  return row.querySelector("th").textContent;
}

const orders = {
  name: (a, b) => collator.compare(title(a), title(b)),
  figures: (a, b) => b.dataset.figures - a.dataset.figures,
};

function arrange(order) {
  for (const row of rows) places.get(row).append(row);
  if (orders[order]) bodies[0].append(...[...rows].sort(orders[order]));
}

function apply() {
  const asked = state();
  const shown = rows.filter((row) => [...asked].every((one) => matches(row, one)));
  for (const row of rows) row.hidden = true;
  for (const row of shown) row.hidden = false;
  arrange(asked.get("sort"));
  for (const body of bodies) {
    body.querySelector(".group").hidden = orders[asked.get("sort")] || !body.querySelector("tr[data-id]:not([hidden])");
  }
  count.textContent = form.dataset.count.replace("{shown}", shown.length).replace("{all}", rows.length);
  nothing.hidden = shown.length > 0;
  table.hidden = shown.length === 0;
  form.querySelector("[data-save]").disabled = shown.length === 0;
  form.querySelector("[type=reset]").disabled = asked.size === 0;
  const query = new URLSearchParams([...asked]).toString();
  history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
}

function recall() {
  const told = new URLSearchParams(location.search);
  for (const field of fields) {
    if (field.type === "checkbox") field.checked = told.has(field.name);
    else field.value = told.get(field.name) ?? "";
    if (field.selectedIndex === -1) field.value = "";
  }
}

// RFC 4180: lines and cells, quoted where they hold a comma, a quote or a line break.
function lines(csv) {
  const found = [];
  for (const [line] of csv.matchAll(/(?:"(?:[^"]|"")*"|[^"\r])+\r\n/g)) found.push(line);
  return found;
}

async function save() {
  const [head, ...table] = lines(await (await fetch(form.dataset.csv)).text());
  const shown = new Set(rows.filter((row) => !row.hidden).map((row) => row.dataset.id));
  const column = head.replace("\uFEFF", "").trim().split(",").indexOf(form.dataset.key);
  const kept = table.filter((line) => shown.has(line.split(",")[column]));
  const file = new Blob(["\uFEFF", head.replace("\uFEFF", ""), ...kept], { type: "text/csv" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = form.dataset.csv.split("/").pop().replace(".csv", `-${kept.length}.csv`);
  link.click();
  URL.revokeObjectURL(link.href);
}

form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(() => {
  for (const field of fields) {
    if (field.type === "checkbox") field.checked = false;
    else field.value = "";
  }
  apply();
}));
form.querySelector("[data-save]").addEventListener("click", save);
addEventListener("popstate", () => { recall(); apply(); });
recall();
apply();
form.hidden = false;
