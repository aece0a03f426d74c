// Draws a chart live on request: what a mark says by pointer and keyboard, series on and off. Escape brings the print back.

const root = document.documentElement;

for (const button of document.querySelectorAll("[data-chart]")) {
  const figure = button.closest("figure");
  button.hidden = false;
  button.dataset.open = button.textContent;
  button.addEventListener("click", () => (figure.querySelector(".live") ? close(figure) : open(figure, button)));
  figure.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && figure.querySelector(".live")) close(figure);
  });
}

for (const link of document.querySelectorAll("[data-png]")) {
  link.hidden = false;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    picture(link.href);
  });
}

function close(figure) {
  const button = figure.querySelector("[data-chart]");
  figure.querySelector(".live").remove();
  figure.classList.remove("is-live");
  button.textContent = button.dataset.open;
  button.setAttribute("aria-expanded", "false");
  button.focus();
}

async function open(figure, button) {
  button.disabled = true;
  try {
    const [{ default: embed }, text] = await Promise.all([
      import(button.dataset.script),
      fetch(button.dataset.chart).then((answer) => answer.text()),
    ]);
    const live = document.createElement("div");
    live.className = "live";
    live.role = "group";
    live.setAttribute("aria-label", figure.querySelector("figcaption").textContent);
    const tip = document.createElement("output");
    const place = document.createElement("div");
    place.className = "place";
    live.append(place, tip);
    const options = { ast: true, defaultStyle: false, renderer: "svg", actions: false, tooltip: false, logLevel: 1 };
    const spec = inColour(JSON.parse(text));
    const { view } = await embed(place, spec, options);
    switches(live, spec, view, place);
    marks(place);
    place.addEventListener("pointerover", (event) => tell(tip, event.target));
    place.addEventListener("focusin", (event) => tell(tip, event.target));
    figure.querySelector(".tools").before(live);
    figure.classList.add("is-live");
    button.textContent = button.dataset.close;
    button.setAttribute("aria-expanded", "true");
    place.querySelector("[tabindex]")?.focus();
  } finally {
    button.disabled = false;
  }
}

// The specification names its colours by those of light paper; the page may be dark.
function inColour(spec) {
  const style = getComputedStyle(root);
  const names = new Map(Object.entries(spec.usermeta.palette).map(([name, colour]) => [colour, name]));
  for (const rows of Object.values(spec.datasets)) {
    for (const row of rows) {
      for (const key of ["fill", "stroke"]) {
        if (names.has(row[key])) row[key] = style.getPropertyValue(`--${names.get(row[key])}`).trim();
      }
    }
  }
  return spec;
}

function marks(place) {
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

function tell(tip, mark) {
  tip.textContent = mark.closest?.("[tabindex][aria-label]")?.getAttribute("aria-label") ?? "";
}

function switches(live, spec, view, place) {
  const rows = [...spec.datasets.rects, ...spec.datasets.points];
  const series = [...new Set(rows.map((row) => row.series).filter(Boolean))];
  if (series.length < 2 || series.length > 6) return;
  const hidden = new Set();
  const box = document.createElement("p");
  box.className = "switches";
  for (const one of series) {
    const label = document.createElement("label");
    const field = document.createElement("input");
    field.type = "checkbox";
    field.checked = true;
    field.addEventListener("change", async () => {
      if (field.checked) hidden.delete(one);
      else hidden.add(one);
      await view.signal("hidden", [...hidden]).runAsync();
      marks(place);
    });
    label.append(field, " ", one);
    box.append(label);
  }
  live.prepend(box);
}

// A picture has the reader's own fonts, so it can have any script; it is drawn at twice its size.
async function picture(address) {
  const drawing = await (await fetch(address)).text();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const link = document.createElement("a");
  link.href = canvas.toDataURL("image/png");
  link.download = address.split("/").pop().replace(/svg$/, "png");
  link.click();
}
