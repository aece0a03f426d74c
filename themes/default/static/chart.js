// @ts-check
// Draws a chart live on request: what a mark says by pointer and keyboard, series on and off.
// Escape brings the print back.

/**
 * A row of a chart's data: a mark, with colours and the series that it belongs to.
 * @typedef {Record<string, unknown> & { series?: string }} Row
 */
/**
 * The part of a Vega-Lite specification that is read here.
 * @typedef {object} Spec
 * @property {{ palette: Record<string, string> }} usermeta
 * @property {Record<string, Row[]>} datasets
 */
/** @typedef {{ signal(name: string, value: unknown): { runAsync(): Promise<unknown> } }} View */

/** @type {NodeListOf<HTMLButtonElement>} */
const buttons = document.querySelectorAll("[data-chart]");
/** @type {NodeListOf<HTMLAnchorElement>} */
const pictures = document.querySelectorAll("[data-png]");

for (const button of buttons) {
  const figure = /** @type {HTMLElement} */ (button.closest("figure"));
  button.hidden = false;
  button.dataset.open = button.textContent ?? "";
  button.addEventListener("click", () =>
    isLive(figure) ? close(figure, button) : open(figure, button),
  );
  figure.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && isLive(figure)) close(figure, button);
  });
}

for (const link of pictures) {
  link.hidden = false;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    savePicture(link.href);
  });
}

/** @param {HTMLElement} figure */
function isLive(figure) {
  return figure.classList.contains("is-live");
}

/**
 * @param {HTMLElement} figure
 * @param {HTMLButtonElement} button
 */
function close(figure, button) {
  figure.querySelector(".live")?.remove();
  figure.classList.remove("is-live");
  button.textContent = button.dataset.open ?? "";
  button.setAttribute("aria-expanded", "false");
  button.focus();
}

/**
 * @param {HTMLElement} figure
 * @param {HTMLButtonElement} button
 */
async function open(figure, button) {
  button.disabled = true;
  try {
    const [{ default: embed }, spec] = await Promise.all([
      import(button.dataset.script ?? ""),
      fetch(button.dataset.chart ?? "").then((answer) => answer.json()),
    ]);
    const live = document.createElement("div");
    const tip = document.createElement("output");
    const place = document.createElement("div");
    live.className = "live";
    live.role = "group";
    live.setAttribute("aria-label", figure.querySelector("figcaption")?.textContent ?? "");
    place.className = "place";
    live.append(place, tip);
    const { view } = await embed(place, inColoursOfPage(spec), {
      ast: true,
      defaultStyle: false,
      renderer: "svg",
      actions: false,
      tooltip: false,
      logLevel: 1,
    });
    addSwitches(live, spec, view, place);
    makeReadable(place);
    place.addEventListener("pointerover", ({ target }) => describe(tip, target));
    place.addEventListener("focusin", ({ target }) => describe(tip, target));
    figure.querySelector(".tools")?.before(live);
    figure.classList.add("is-live");
    button.textContent = button.dataset.close ?? "";
    button.setAttribute("aria-expanded", "true");
    const mark = place.querySelector("[tabindex]");
    if (mark instanceof SVGElement) mark.focus();
  } finally {
    button.disabled = false;
  }
}

/**
 * The specification names its colours by those of light paper; the page may be dark.
 * @param {Spec} spec
 */
function inColoursOfPage(spec) {
  const style = getComputedStyle(document.documentElement);
  /** @type {Map<unknown, string>} */
  const names = new Map(Object.entries(spec.usermeta.palette).map(([name, hex]) => [hex, name]));
  for (const row of Object.values(spec.datasets).flat()) {
    for (const key of ["fill", "stroke"]) {
      const name = names.get(row[key]);
      if (name) row[key] = style.getPropertyValue(`--${name}`).trim();
    }
  }
  return spec;
}

/**
 * Marks are images with a name, which the keyboard reaches; groups of them are nothing.
 * @param {HTMLElement} place
 */
function makeReadable(place) {
  for (const mark of place.querySelectorAll("[aria-roledescription][aria-label]")) {
    mark.removeAttribute("aria-roledescription");
    mark.setAttribute("role", "img");
    mark.setAttribute("tabindex", "0");
  }
  for (const group of place.querySelectorAll("[aria-roledescription]")) {
    group.removeAttribute("aria-roledescription");
    group.removeAttribute("role");
  }
}

/**
 * @param {HTMLElement} tip
 * @param {EventTarget | null} target
 */
function describe(tip, target) {
  const mark = target instanceof Element ? target.closest("[tabindex][aria-label]") : null;
  tip.textContent = mark?.getAttribute("aria-label") ?? "";
}

/**
 * A switch for each series, where there are some and not too many.
 * @param {HTMLElement} live
 * @param {Spec} spec
 * @param {View} view
 * @param {HTMLElement} place
 */
function addSwitches(live, { datasets }, view, place) {
  const names = [...datasets.rects, ...datasets.points].map((row) => row.series ?? "");
  const series = [...new Set(names.filter(Boolean))];
  if (series.length < 2 || series.length > 6) return;
  /** @type {Set<string>} */
  const hidden = new Set();
  const switches = document.createElement("p");
  switches.className = "switches";
  for (const name of series) {
    const label = document.createElement("label");
    const field = document.createElement("input");
    field.type = "checkbox";
    field.checked = true;
    field.addEventListener("change", async () => {
      if (field.checked) hidden.delete(name);
      else hidden.add(name);
      await view.signal("hidden", [...hidden]).runAsync();
      makeReadable(place);
    });
    label.append(field, " ", name);
    switches.append(label);
  }
  live.prepend(switches);
}

/**
 * A picture has the reader's own fonts, so it can have any script; it is drawn at twice its size.
 * @param {string} address
 */
async function savePicture(address) {
  const drawing = await (await fetch(address)).text();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const link = document.createElement("a");
  link.href = canvas.toDataURL("image/png");
  link.download = address.replace(/^.*\//, "").replace(/svg$/, "png");
  link.click();
}
