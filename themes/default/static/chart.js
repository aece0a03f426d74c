// @ts-check
// Draws a chart live on request, and keeps what is chosen of it in the address; saves its files;
// says what fails. Escape brings the print back.

import { queryOf, stateIn } from "./chart/address.js";
import { load, save } from "./chart/files.js";
import { Live } from "./chart/live.js";

/** @import { State } from "./chart/address.js" */
/** @import { Embed } from "./chart/live.js" */

const script = /** @type {HTMLElement | null} */ (document.querySelector("[data-chart-hint]"));
/** What a reader is told, by `hint`, `any` and so on. */
const words = Object.fromEntries(
  Object.entries(script?.dataset ?? {}).map(([key, text]) => [
    key.replace(/^chart(.)/, (_, first) => first.toLowerCase()),
    text,
  ]),
);
/** A module that failed to load is asked for by another address: browsers may remember failures. */
let failures = 0;

for (const figure of document.querySelectorAll("figure:has([data-chart])")) {
  prepare(/** @type {HTMLElement} */ (figure));
}

/** @param {HTMLElement} figure */
function prepare(figure) {
  const button = /** @type {HTMLButtonElement} */ (figure.querySelector("[data-chart]"));
  const { chart = "", script = "", series = "", close = "" } = button.dataset;
  const open = button.textContent ?? "";
  const name = figure.id.replace(/^_c-/, "");
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  button.parentElement?.append(status);
  button.hidden = false;
  /** @type {Live | undefined} */
  let live;

  /**
   * Draw the chart live, or say that this failed.
   * @param {State} state
   */
  async function show(state) {
    button.disabled = true;
    status.textContent = "";
    try {
      const [embed, spec] = await Promise.all([
        vega(script),
        load(chart).then((answer) => answer.json()),
      ]);
      const changed = () => history.replaceState(null, "", queryOf(name, state) + location.hash);
      const family = series ? () => attempt(familyOf, words.failedSeries) : undefined;
      const opened = new Live(figure, { embed, spec, words, state, family, changed });
      await opened.open();
      live = opened;
      button.textContent = close;
      button.setAttribute("aria-expanded", "true");
      changed();
      return opened;
    } catch {
      status.textContent = words.failed ?? "";
      return undefined;
    } finally {
      button.disabled = false;
    }
  }

  async function familyOf() {
    return (await load(series)).json();
  }

  function hide() {
    live?.close();
    live = undefined;
    status.textContent = "";
    button.textContent = open;
    button.setAttribute("aria-expanded", "false");
    button.focus();
    if (stateIn(location.search, name)) {
      history.replaceState(null, "", location.pathname + location.hash);
    }
  }

  /**
   * What comes of something that may fail, which is said then.
   * @template T
   * @param {() => Promise<T>} action
   * @param {string | undefined} failure
   * @returns {Promise<T | undefined>}
   */
  async function attempt(action, failure) {
    status.textContent = "";
    try {
      return await action();
    } catch {
      status.textContent = failure ?? "";
      return undefined;
    }
  }

  button.addEventListener("click", async () => {
    if (live) return hide();
    (await show({ off: new Set(), choice: new Map() }))?.focus();
  });
  figure.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && live) hide();
  });
  const files = /** @type {NodeListOf<HTMLAnchorElement>} */ (
    figure.querySelectorAll(".tools a[download], .tools a[data-png]")
  );
  for (const link of files) {
    link.hidden = false;
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      const file = link.textContent ?? "";
      attempt(() => save(link), words.failedFile?.replace("{file}", file));
    });
  }
  const asked = stateIn(location.search, name);
  if (asked) {
    if (!location.hash) figure.scrollIntoView();
    show(asked);
  }
}

/**
 * @param {string} address
 * @returns {Promise<Embed>}
 */
async function vega(address) {
  try {
    return (await import(failures ? `${address}?${failures}` : address)).default;
  } catch (error) {
    failures++;
    throw error;
  }
}
