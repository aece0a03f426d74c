// @ts-check
// Draws a chart live on request, and keeps what is chosen of it in the address; saves its files;
// says what fails. Escape brings the print back.

/** @import { Live } from "./chart/live.js" */
/** @import { Words } from "./chart/marks.js" */

/** What a reader is told, by `hint`, `any` and so on. @type {Words} */
const words = Object.create(null);
for (const element of document.querySelectorAll("script[data-hint]")) {
  Object.assign(words, /** @type {HTMLElement} */ (element).dataset);
}
/** What draws is loaded when it is asked for. */
const LIVE = "./chart/live.js";
/** A module that failed to load is asked for by another address: browsers may remember failures. */
let failures = 0;

for (const figure of document.querySelectorAll("figure.drawn")) {
  const attempt = sayingSo(figure);
  offerFiles(figure, attempt);
  const button = figure.querySelector("[data-chart]");
  if (button instanceof HTMLButtonElement) {
    offerLive(/** @type {HTMLElement} */ (figure), button, attempt);
  }
}

/**
 * @template T
 * @typedef {(action: () => Promise<T>, failure: string) => Promise<T | undefined>} Attempt
 */

/**
 * What gives what comes of an action that may fail, or says beside the files that it did.
 * @param {Element} figure
 * @returns {Attempt<any>}
 */
function sayingSo(figure) {
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  figure.querySelector(".tools")?.append(status);
  return async (action, failure) => {
    status.textContent = "";
    try {
      return await action();
    } catch {
      status.textContent = failure;
      return undefined;
    }
  };
}

/**
 * @param {Element} figure
 * @param {Attempt<any>} attempt
 */
function offerFiles(figure, attempt) {
  const files = /** @type {NodeListOf<HTMLAnchorElement>} */ (
    figure.querySelectorAll(".tools a[download], .tools a[data-png]")
  );
  for (const link of files) {
    link.hidden = false;
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      attempt(() => save(link), words.failedFile.replace("{file}", link.textContent ?? ""));
    });
  }
}

/**
 * @param {HTMLElement} figure
 * @param {HTMLButtonElement} button
 * @param {Attempt<any>} attempt
 */
function offerLive(figure, button, attempt) {
  const { chart = "", script = "", series = "", close = "" } = button.dataset;
  const open = button.textContent ?? "";
  const name = figure.id.replace(/^_c-/, "");
  button.hidden = false;
  /** @type {Live | undefined} */
  let live;

  /** Draw the chart live, as the address says of it. */
  async function show() {
    button.disabled = true;
    live = await attempt(async () => {
      const modules = [load(LIVE), load(script)];
      const [{ Live, queryOf, stateIn }, { default: embed }] = await Promise.all(modules);
      const spec = await json(chart);
      const state = stateIn(location.search, name);
      const changed = () => history.replaceState(null, "", queryOf(name, state) + location.hash);
      const family = series ? () => attempt(() => json(series), words.failedSeries) : undefined;
      const opened = new Live(figure, { embed, spec, words, state, family, changed });
      await opened.open();
      button.textContent = close;
      button.setAttribute("aria-expanded", "true");
      changed();
      return opened;
    }, words.failed);
    button.disabled = false;
    return live;
  }

  function hide() {
    live?.close();
    live = undefined;
    button.textContent = open;
    button.setAttribute("aria-expanded", "false");
    button.focus();
    if (isAsked(name)) {
      history.replaceState(null, "", location.pathname + location.hash);
    }
  }

  button.addEventListener("click", async () => {
    if (live) return hide();
    (await show())?.focus();
  });
  figure.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && live) hide();
  });
  if (isAsked(name)) {
    if (!location.hash) figure.scrollIntoView();
    show();
  }
}

/**
 * Whether the address of the page asks for a chart to be live.
 * @param {string} name
 */
function isAsked(name) {
  return new URLSearchParams(location.search).get("chart") === name;
}

/**
 * A module: of charts, or of Vega.
 * @param {string} address
 * @returns {Promise<any>}
 */
async function load(address) {
  try {
    return await import(failures ? `${address}?${failures}` : address);
  } catch (error) {
    failures++;
    throw error;
  }
}

/**
 * A file; an answer that is none is an error.
 * @param {string} address
 * @returns {Promise<Response>}
 */
async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer;
}

/** @param {string} address */
async function json(address) {
  return (await fetched(address)).json();
}

/**
 * Save the file that a link leads to; of one `data-png` a picture.
 * @param {HTMLAnchorElement} link
 */
async function save({ href, dataset }) {
  const answer = await fetched(href);
  const name = new URL(href).pathname.replace(/^.*\//, "");
  if (dataset.png === undefined) return keep(await answer.blob(), name);
  return keep(await picture(await answer.text()), name.replace(/svg$/, "png"));
}

/**
 * A picture has the reader's own fonts, so it can have any script; it is drawn at twice its size.
 * @param {string} drawing
 * @returns {Promise<Blob>}
 */
async function picture(drawing) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))));
  });
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
function keep(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
