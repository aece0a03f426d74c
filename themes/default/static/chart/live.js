// @ts-check
// A chart that is drawn live: for the room and the colours that there are, read by pointer and
// keyboard, with series on and off.

import { entry, fields, make, toggle } from "./controls.js";
import { nearest, placed, reached, reading } from "./marks.js";
import { known, MOST, matching, rowsOf, written } from "./series.js";
import { factorOf, lookOf, specificationFor, withSeries } from "./specification.js";

/** @import { State } from "./address.js" */
/** @import { Mark, Scale, Words } from "./marks.js" */
/** @import { Family } from "./series.js" */
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
  #end = new AbortController();
  #parts;
  #figure;
  #live = make("div", { class: "live" });
  #place = make("div", { class: "place", role: "application", tabindex: "0" });
  #output = make("output");
  #choice = make("p", { class: "choice" });
  #legend = make("ul", { class: "legend switches" });

  /**
   * @param {HTMLElement} figure
   * @param {Parts} parts
   */
  constructor(figure, parts) {
    this.#figure = figure;
    this.#parts = parts;
    const { words } = parts;
    this.#place.setAttribute("aria-label", figure.querySelector("figcaption b")?.textContent ?? "");
    this.#legend.setAttribute("aria-label", words.show ?? "");
    this.#output.textContent = words.hint ?? "";
  }

  /** Draw the chart in place of the print; nothing is left of it where that fails. */
  async open() {
    const { signal } = this.#end;
    const caption = /** @type {HTMLElement} */ (this.#figure.querySelector("figcaption"));
    try {
      this.#live.append(this.#choice, this.#place, this.#output, this.#legend);
      caption.after(this.#live);
      this.#figure.classList.add("is-live");
      if (this.#parts.family) await this.#offerChoice(this.#parts.state.choice.size > 0);
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
    signal.addEventListener("abort", () => {
      observer.disconnect();
      clearTimeout(timer);
    });
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

  /** Other series are chosen: name them, and draw. */
  async #change() {
    const { spec, state } = this.#parts;
    this.#rows = spec.datasets.rows;
    if (this.#family && state.choice.size) {
      const found = matching(this.#family, state.choice);
      const { number } = spec.config.locale;
      const factor = factorOf(spec);
      const chosen = found.slice(0, MOST);
      this.#rows = rowsOf(this.#family, chosen, (value) => written(value, factor, number));
      this.#tell(chosen.length, found.length);
      this.#name(chosen.map(({ name }, n) => [`line-${n + 1}`, name]));
    } else {
      this.#tell(0, 0);
      this.#name(this.#printed());
    }
    await this.#draw();
  }

  async #draw() {
    const { embed, spec, state } = this.#parts;
    const rows = this.#rows.filter((row) => !state.off.has(lookOf(row)));
    const names = [...new Set(this.#rows.map(({ series }) => series ?? ""))];
    const { fontFamily: font } = getComputedStyle(this.#place);
    const style = getComputedStyle(document.documentElement);
    this.#width = this.#live.clientWidth;
    const pen = document.createElement("canvas").getContext("2d");
    if (pen) pen.font = `12px ${font}`;
    const page = {
      width: this.#width,
      font,
      across: (/** @type {string} */ text) => pen?.measureText(text).width ?? 0,
      colour: (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim(),
    };
    const whole = this.#rows === spec.datasets.rows ? spec : withSeries(spec, this.#rows, names);
    const last = this.#drawn;
    const fresh = make("div");
    const drawn = await embed(fresh, specificationFor(whole, rows, page), OPTIONS);
    if (this.#end.signal.aborted || this.#drawn !== last) return drawn.finalize();
    last?.finalize();
    this.#drawn = drawn;
    this.#place.replaceChildren(...fresh.childNodes);
    this.#place.querySelector("svg")?.setAttribute("aria-hidden", "true");
    for (const one of this.#place.querySelectorAll("[aria-roledescription]")) {
      one.removeAttribute("aria-roledescription");
      one.removeAttribute("role");
    }
    this.#marks = placed(rows, (name) => drawn.view.scale(name));
    const row = this.#mark?.row;
    this.#mark = this.#marks.find((mark) => mark.row === row);
    this.#show();
  }

  /** The looks that the print names, and their words. */
  #printed() {
    return [...this.#figure.querySelectorAll(":scope > .legend li")].map((item) => {
      const look = /look-(\S+)/.exec(item.className)?.[1] ?? "";
      return /** @type {[string, string]} */ ([look, item.textContent ?? ""]);
    });
  }

  /**
   * Write a legend, whose entries are switches where there is more than one to show.
   * @param {[string, string][]} entries
   */
  #name(entries) {
    const { state } = this.#parts;
    const there = new Set(this.#rows.filter(({ name }) => name).map(lookOf));
    const kind = this.#rows.some(({ date }) => date) ? "course" : this.#kind();
    const several = entries.filter(([look]) => there.has(look)).length > 1;
    const redraw = () => {
      this.#parts.changed();
      this.#draw();
    };
    const items = entries.map(([look, word]) => {
      const field = several && there.has(look) ? toggle(look, state.off, redraw) : undefined;
      return entry(`${kind} look-${look}`, word, field);
    });
    this.#legend.replaceChildren(...items);
    this.#legend.hidden = items.length === 0;
  }

  /** The kind of chart, which its legend is written for. */
  #kind() {
    return this.#figure.querySelector(":scope > .legend li")?.classList[0] ?? "";
  }

  /**
   * Offer series to choose from: at once where some are chosen, else when asked for.
   * @param {boolean} now
   */
  async #offerChoice(now) {
    if (now && (await this.#load())) return;
    const button = make("button", { type: "button" }, this.#parts.words.choose ?? "");
    button.addEventListener("click", async () => {
      button.disabled = true;
      if (await this.#load()) this.#choice.querySelector("select")?.focus();
      button.disabled = false;
    });
    this.#choice.replaceChildren(button);
  }

  /** Load the series, and put a field for each dimension; whether that went well. */
  async #load() {
    const { family, state, words, changed } = this.#parts;
    this.#family = await family?.();
    if (!this.#family) return false;
    state.choice = known(this.#family, state.choice);
    const chosen = fields(this.#family, state.choice, words.any ?? "", () => {
      state.off.clear();
      this.#mark = undefined;
      changed();
      this.#change();
    });
    this.#choice.replaceChildren(...chosen, make("span", { role: "status" }));
    return true;
  }

  /**
   * Say how many series are drawn, of how many that match.
   * @param {number} shown
   * @param {number} all
   */
  #tell(shown, all) {
    const said = this.#choice.querySelector("[role=status]");
    if (!said) return;
    const chosen = this.#parts.state.choice.size > 0;
    said.textContent = chosen
      ? (this.#parts.words.count ?? "").replace("{shown}", `${shown}`).replace("{all}", `${all}`)
      : "";
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
    this.#read(nearest(this.#marks, x, y));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = reached(this.#marks, this.#mark, event.key);
    if (!next) return;
    event.preventDefault();
    this.#read(next);
  }

  /** @param {Mark | undefined} mark */
  #read(mark) {
    if (mark === this.#mark) return;
    this.#mark = mark;
    this.#show();
  }

  /** Say what the mark is, and ring it. */
  #show() {
    const { words } = this.#parts;
    this.#place.querySelector(".ring")?.remove();
    const mark = this.#mark;
    if (!mark) {
      this.#output.textContent = words.hint ?? "";
      return;
    }
    this.#output.textContent = reading(mark.row, words);
    const ring = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    ring.setAttribute("class", "ring");
    ring.setAttribute("cx", `${mark.x}`);
    ring.setAttribute("cy", `${mark.y}`);
    ring.setAttribute("r", "8");
    this.#ground()?.append(ring);
  }
}
