// @ts-check
// A chart that is drawn live: for the room and the colours that there are, read by pointer and
// keyboard, with series on and off.

import { entry, fields, make, toggle } from "./controls.js";
import { filled, nearest, placed, reached, reading } from "./marks.js";
import { known, MOST, matching, rowsOf, written } from "./series.js";
import { lookOf, specificationFor, withSeries } from "./specification.js";

export { queryOf, stateIn } from "./series.js";

/** @import { Mark, Scale, Words } from "./marks.js" */
/** @import { Family, State } from "./series.js" */
/** @import { Row, Spec } from "./specification.js" */

/** @typedef {{ view: { scale(name: string): Scale }, finalize(): void }} Drawn */
/** @typedef {(place: HTMLElement, spec: object, options: object) => Promise<Drawn>} Embed */
/**
 * What a live chart is made of. `family` loads its series, `changed` is called when the reader has
 * chosen something.
 * @typedef {object} Parts
 * @property {Embed} embed
 * @property {Spec} spec
 * @property {Words} words
 * @property {State} state
 * @property {(() => Promise<Family | undefined>) | undefined} family
 * @property {() => void} changed
 */

/** Milliseconds without a change of width after which a chart is drawn again. */
const CALM = 150;
const OPTIONS = {
  ast: true,
  defaultStyle: false,
  renderer: "svg",
  actions: false,
  tooltip: false,
  logLevel: 1,
};

/** A live chart in its figure. */
export class Live {
  /** @type {Row[]} */
  #rows = [];
  /** @type {Mark[]} */
  #marks = [];
  /** @type {Mark | undefined} */
  #mark;
  /** @type {Drawn | undefined} */
  #drawn;
  /** @type {Family | undefined} */
  #family;
  #width = 0;
  #turn = 0;
  #end = new AbortController();
  #parts;
  #figure;
  #live = make("div", { class: "live" });
  #place = make("div", { class: "place", role: "application", tabindex: "0" });
  #output = make("output");
  #choice = make("p", { class: "choice" });
  #count = make("span", { role: "status" });
  #legend = make("ul", { class: "legend switches" });

  /**
   * @param {HTMLElement} figure
   * @param {Parts} parts
   */
  constructor(figure, parts) {
    this.#figure = figure;
    this.#parts = parts;
    this.#legend.setAttribute("aria-label", parts.words.show);
  }

  /** Draw the chart in place of the print; nothing is left of it where that fails. */
  async open() {
    const { signal } = this.#end;
    const caption = /** @type {HTMLElement} */ (this.#figure.querySelector("figcaption"));
    const { family, state } = this.#parts;
    this.#place.setAttribute("aria-label", caption.querySelector("b")?.textContent ?? "");
    this.#live.append(this.#choice, this.#place, this.#output, this.#legend);
    caption.after(this.#live);
    this.#figure.classList.add("is-live");
    try {
      if (family && !(state.choice.size && (await this.#load()))) this.#offer();
      await this.#change();
    } catch (error) {
      this.close();
      throw error;
    }
    this.#place.addEventListener("pointermove", (event) => this.#point(event));
    this.#place.addEventListener("pointerdown", (event) => this.#point(event));
    this.#place.addEventListener("keydown", (event) => this.#press(event));
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    scheme.addEventListener("change", () => this.#draw(), { signal });
    /** @type {ReturnType<typeof setTimeout>} */
    let timer;
    const observer = new ResizeObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#live.clientWidth !== this.#width && this.#draw(), CALM);
    });
    observer.observe(this.#live);
    signal.addEventListener("abort", () => observer.disconnect());
  }

  /** Take the keyboard to the chart. */
  focus() {
    this.#place.focus();
  }

  /** Put the print back. */
  close() {
    this.#end.abort();
    this.#drawn?.finalize();
    this.#live.remove();
    this.#figure.classList.remove("is-live");
  }

  /** Other series are chosen: say how many, name them, and draw. */
  async #change() {
    const { spec, state, words } = this.#parts;
    this.#mark = undefined;
    this.#rows = spec.datasets.rows;
    this.#count.textContent = "";
    /** @type {[string, string][]} */
    let entries = [...this.#figure.querySelectorAll(":scope > .legend li")].map((item) => [
      item.className,
      item.textContent ?? "",
    ]);
    if (this.#family && state.choice.size) {
      const found = matching(this.#family, state.choice);
      const chosen = found.slice(0, MOST);
      const { factor = 1 } = spec.usermeta;
      const write = (/** @type {string} */ value) =>
        written(value, factor, spec.config.locale.number);
      this.#rows = rowsOf(this.#family, chosen, write);
      const counts = { shown: chosen.length, all: found.length };
      this.#count.textContent = filled(words.count, counts);
      entries = chosen.map(({ name }, n) => [`course look-line-${n + 1}`, name]);
    }
    this.#name(entries);
    await this.#draw();
  }

  async #draw() {
    const { embed, spec, state } = this.#parts;
    const turn = ++this.#turn;
    const rows = this.#rows.filter((row) => !state.off.has(lookOf(row)));
    const { fontFamily: font } = getComputedStyle(this.#place);
    const style = getComputedStyle(document.documentElement);
    const width = this.#live.clientWidth;
    const pen = /** @type {CanvasRenderingContext2D} */ (make("canvas").getContext("2d"));
    pen.font = `12px ${font}`;
    const page = {
      width,
      font,
      across: (/** @type {string} */ text) => pen.measureText(text).width,
      colour: (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim(),
    };
    const whole = this.#rows === spec.datasets.rows ? spec : withSeries(spec, this.#rows);
    const fresh = make("div");
    const drawn = await embed(fresh, specificationFor(whole, rows, page), OPTIONS);
    // Another drawing has begun meanwhile, or there is to be none.
    if (this.#end.signal.aborted || turn !== this.#turn) return drawn.finalize();
    this.#drawn?.finalize();
    this.#drawn = drawn;
    this.#width = width;
    this.#place.replaceChildren(...fresh.childNodes);
    this.#place.firstElementChild?.setAttribute("aria-hidden", "true");
    for (const one of this.#place.querySelectorAll("[aria-roledescription]")) {
      one.removeAttribute("aria-roledescription");
      one.removeAttribute("role");
    }
    this.#marks = placed(rows, (name) => drawn.view.scale(name));
    this.#read(this.#marks.find(({ row }) => row === this.#mark?.row));
  }

  /**
   * Write a legend, whose entries are switches where there is more than one to show.
   * @param {[string, string][]} entries classes and words
   */
  #name(entries) {
    const { state, changed } = this.#parts;
    const there = new Set(this.#rows.filter(({ name }) => name).map(lookOf));
    const looks = entries.map(([kind]) => kind.replace(/^.*look-/, ""));
    const several = looks.filter((look) => there.has(look)).length > 1;
    const redraw = () => {
      changed();
      this.#draw();
    };
    const items = entries.map(([kind, word], n) => {
      const field = several && there.has(looks[n]) && toggle(looks[n], state.off, redraw);
      return entry(kind, word, field);
    });
    this.#legend.replaceChildren(...items);
  }

  /** Offer series to choose from, which are loaded then. */
  #offer() {
    const button = make("button", { type: "button" }, this.#parts.words.choose);
    button.addEventListener("click", async () => {
      button.disabled = true;
      if (await this.#load()) {
        this.#choice.querySelector("select")?.focus();
        await this.#change();
      }
      button.disabled = false;
    });
    this.#choice.append(button);
  }

  /** Load the series, and put a field for each dimension; whether that went well. */
  async #load() {
    const { family, state, words, changed } = this.#parts;
    this.#family = await family?.();
    if (!this.#family) return false;
    state.choice = known(this.#family, state.choice);
    const chosen = fields(this.#family, state.choice, words.any, () => {
      state.off.clear();
      changed();
      this.#change();
    });
    this.#choice.replaceChildren(...chosen, this.#count);
    return true;
  }

  /** @returns {SVGGElement | null} what marks are placed in */
  #ground() {
    return this.#place.querySelector(".root > g");
  }

  /** @param {PointerEvent} event */
  #point({ clientX, clientY }) {
    const matrix = this.#ground()?.getScreenCTM();
    if (!matrix) return;
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
    const mark = nearest(this.#marks, x, y);
    if (mark !== this.#mark) this.#read(mark);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = reached(this.#marks, this.#mark, event.key);
    if (!next) return;
    event.preventDefault();
    this.#read(next);
  }

  /**
   * Say what a mark is, and ring it.
   * @param {Mark | undefined} mark
   */
  #read(mark) {
    const { words } = this.#parts;
    this.#mark = mark;
    this.#place.querySelector(".ring")?.remove();
    this.#output.textContent = mark ? reading(mark.row, words) : words.hint;
    if (!mark) return;
    const ring = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    const at = { class: "ring", cx: mark.x, cy: mark.y, r: 8 };
    for (const [name, value] of Object.entries(at)) ring.setAttribute(name, `${value}`);
    this.#ground()?.append(ring);
  }
}
