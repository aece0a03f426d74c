// @ts-check
// Suggests what search finds as somebody types: a combobox with a list, by the ARIA pattern.

import { askOthers, highlight, search, sentence, summary } from "./search.js";

const MOST = 8;

/**
 * Makes the search form of a page suggest.
 * @param {HTMLFormElement} form
 */
export function attach(form) {
  const box = new SearchBox(form);
  if (box.input.value) box.suggest();
}

class SearchBox {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
    this.list = /** @type {HTMLElement} */ (form.querySelector("[role=listbox]"));
    this.status = form.appendChild(document.createElement("output"));
    this.status.className = "away";
    /** @type {HTMLElement[]} */
    this.options = [];
    this.active = -1;
    this.latest = 0;
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", (event) => {
      if (!(event instanceof InputEvent && event.isComposing)) this.suggest();
    });
    this.input.addEventListener("compositionend", () => this.suggest());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => {
      const option = target instanceof Element && target.closest("[role=option]");
      if (option instanceof HTMLElement) this.open(option);
    });
  }

  /** @param {HTMLElement} option */
  open(option) {
    location.assign(option.dataset.href ?? "");
  }

  close() {
    this.latest++;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.choose(-1);
  }

  /** @param {number} number */
  choose(number) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = number;
    const option = this.options[number];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  async suggest() {
    const query = this.input.value.trim();
    const current = ++this.latest;
    this.choose(-1);
    if (!query) return this.close();
    try {
      const { form } = this;
      const own = await suggestions(form.getAttribute("action") ?? "", query, MOST);
      const found = own.exact && own.hits.length;
      const others = found ? [] : await askOthers(form, query, suggestFew);
      if (current !== this.latest) return;
      this.options = [];
      this.add(own);
      for (const { result } of others) this.add(result);
      this.status.textContent = summary(own, others.length > 0);
      this.list.replaceChildren(...this.options);
      this.list.hidden = !this.options.length;
      this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    } catch {
      if (current === this.latest) this.close();
    }
  }

  /** @param {Awaited<ReturnType<typeof suggestions>>} suggested */
  add({ index, hits, marks, entries, all }) {
    entries.forEach(({ href, title }, i) => {
      const pieces = highlight(title, marks, index.folding);
      this.addOption(href, index.start, pieces, index.kindName(hits[i].number));
    });
    if (hits.length > entries.length) {
      this.addOption(all, index.start, [sentence(index, "all", hits.length)]);
    }
  }

  /**
   * @param {string} href
   * @param {{ lang: string, dir: string }} written
   * @param {string[]} pieces
   * @param {string} [note]
   */
  addOption(href, { lang, dir }, pieces, note) {
    const option = element("li", ...nodes(pieces));
    option.id = `${this.list.id}-${this.options.length}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.href = href;
    option.lang = lang;
    option.dir = dir;
    if (note) option.append(" ", element("small", note));
    this.options.push(option);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const option = this.options[this.active];
    if (step && this.options.length) {
      event.preventDefault();
      const places = this.options.length + 1;
      if (this.list.hidden) this.suggest();
      else this.choose(((this.active + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && option) {
      event.preventDefault();
      this.open(option);
    } else if (event.key === "Escape") {
      if (this.list.hidden) this.input.value = "";
      event.preventDefault();
      this.close();
    }
  }
}

/**
 * What the search page at an address finds, the first entries of it, and the address of them all.
 * @param {string} address
 * @param {string} query
 * @param {number} most
 */
async function suggestions(address, query, most) {
  const result = await search(address, query);
  const first = result.hits.slice(0, most);
  const entries = await Promise.all(first.map(({ number }) => result.index.entry(number)));
  return { ...result, entries, all: `${address}?${new URLSearchParams({ q: query })}` };
}

/** @param {string} address @param {string} query */
function suggestFew(address, query) {
  return suggestions(address, query, MOST / 2);
}

/**
 * @param {string} tag
 * @param {(Node | string)[]} content
 */
function element(tag, ...content) {
  const created = document.createElement(tag);
  created.append(...content);
  return created;
}

/**
 * Pieces of a text, of which every other is marked.
 * @param {string[]} pieces
 */
function nodes(pieces) {
  return pieces.map((piece, i) => (i % 2 ? element("mark", piece) : piece));
}
