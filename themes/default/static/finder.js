// Suggests what search finds as somebody types: a combobox with a list, by the ARIA pattern.

import { ask, foreign, summary, told } from "./search.js";

const SHOWN = 8;

export function attach(form) {
  const input = form.elements.q, list = form.querySelector("[role=listbox]");
  const status = form.appendChild(Object.assign(document.createElement("output"), { className: "away" }));
  let options = [], active = -1, asked = 0;

  function close() {
    asked++;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function choose(n) {
    options[active]?.setAttribute("aria-selected", "false");
    active = n;
    options[active]?.setAttribute("aria-selected", "true");
    options[active]?.scrollIntoView({ block: "nearest" });
    if (options[active]) input.setAttribute("aria-activedescendant", options[active].id);
    else input.removeAttribute("aria-activedescendant");
  }

  function option(href, lang, parts, note) {
    const item = document.createElement("li");
    item.id = `${list.id}-${options.length}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.href = href;
    item.lang = lang;
    item.append(...parts);
    if (note) item.append(" ", Object.assign(document.createElement("small"), { textContent: note }));
    options.push(item);
  }

  async function found(address, query, most) {
    const answer = await ask(address, query);
    const shown = await Promise.all(answer.hits.slice(0, most).map(({ number }) => answer.index.entryOf(number)));
    return { ...answer, shown, all: `${address}?${new URLSearchParams({ q: query })}` };
  }

  function tell({ index, hits, marks, shown, all }) {
    const { lang, strings, kinds } = index.start;
    shown.forEach(({ href, title }, i) => {
      option(href, lang, index.highlighted(title, marks), kinds[index.kind(hits[i].number)][1]);
    });
    if (hits.length > shown.length) option(all, lang, [told(strings, "all", hits.length)], "");
  }

  async function suggest() {
    const query = input.value.trim(), now = ++asked;
    choose(-1);
    if (!query) return close();
    try {
      const own = await found(form.getAttribute("action"), query, SHOWN);
      const missing = !own.exact || !own.hits.length;
      const other = missing && foreign(query, own.index) ? await found(form.dataset.other, query, SHOWN / 2) : null;
      if (now !== asked) return;
      options = [];
      tell(own);
      if (other?.exact) tell(other);
      status.textContent = summary(own, other?.exact && other.hits.length);
      list.replaceChildren(...options);
      list.hidden = !options.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
    } catch {
      if (now === asked) close();
    }
  }

  function press(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      event.preventDefault();
      if (list.hidden) return suggest();
      const places = options.length + 1;
      choose(((active + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && options[active]) {
      event.preventDefault();
      location.assign(options[active].dataset.href);
    } else if (event.key === "Escape") {
      if (list.hidden) input.value = "";
      event.preventDefault();
      close();
    }
  }

  input.addEventListener("input", (event) => event.isComposing || suggest());
  input.addEventListener("compositionend", suggest);
  input.addEventListener("keydown", press);
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) location.assign(item.dataset.href);
  });
  if (input.value) suggest();
}
