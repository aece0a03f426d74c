// @ts-check
// The published specification, made for print → one for the room and the colours of a page.

/** @import { NumberLocale } from "./series.js" */

/**
 * A row of a chart's data; those with a text are marks.
 * @typedef {Record<string, unknown> & { name?: string, text?: string, value?: number | null,
 *   series?: string, kind?: string, line?: string | number, look?: string, date?: string,
 *   row?: string, column?: string, apart?: number, part?: number }} Row
 */
/**
 * @typedef {Record<string, unknown> & { field?: string, axis?: Record<string, unknown> | null,
 *   scale?: Record<string, unknown> }} Channel
 * @typedef {{ mark: { type: string } & Record<string, unknown>,
 *   encoding: Record<string, Channel>, transform?: { filter: string }[] } &
 *   Record<string, unknown>} Layer
 */
/**
 * The part of a Vega-Lite specification that is read here.
 * @typedef {object} Spec
 * @property {{ palette: Record<string, string>, lines?: [string, number[]][],
 *   factor?: number }} usermeta how lines of series look, and by what numbers are multiplied
 * @property {{ rows: Row[] }} datasets
 * @property {Layer[]} layer
 * @property {{ locale: { number: NumberLocale } } & Record<string, unknown>} config
 * @property {number} width
 * @property {number} height
 */
/**
 * @typedef {object} Page
 * @property {number} width the pixels that there are
 * @property {string} font
 * @property {(text: string) => number} across the pixels that a name of a row takes
 * @property {(name: string) => string} colour
 */

/** What of the width the names of rows may take. */
const NAMES = 0.4;
/** Pixels for each number on a scale across, and for each line of a name. */
const NUMBER = 90;
const LINE = 15;
/** Pixels kept free at both ends of a scale, so that marks there are whole. */
const EDGE = 10;

/**
 * What a legend calls the look of a row: that of its line, or of its mark.
 * @param {Row} row
 */
export function lookOf({ kind, line, look }) {
  if (kind !== "observation") return kind ?? look ?? "";
  return typeof line === "number" ? `line-${line}` : (line ?? "");
}

/**
 * The chart of some rows on a page. Words stand where the print has room for them, so there are
 * none but those of squares; nor is there a legend, title or description, which the page has.
 * @param {Spec} spec
 * @param {Row[]} rows
 * @param {Page} page
 * @returns {Record<string, unknown>}
 */
export function specificationFor(spec, rows, { width, font, across, colour }) {
  const { palette } = spec.usermeta;
  /** @type {Map<unknown, string>} */
  const colours = new Map(Object.entries(palette).map(([name, hex]) => [hex, colour(name)]));
  /** @type {Spec} */
  const copy = JSON.parse(
    JSON.stringify({ ...spec, title: undefined, description: undefined, datasets: { rows } }),
    (_, value) => colours.get(value) ?? value,
  );
  const squares = rows.some((row) => row.column);
  const whole = rows.every(({ value }) => Number.isInteger(value ?? 0));
  const stacked = rows.some((row) => row.part !== undefined);
  const layer = copy.layer.filter(({ mark }) => squares || mark.type !== "text");
  for (const { encoding } of layer) {
    for (const [name, channel] of Object.entries(encoding)) {
      fit(name, channel, width, whole);
      const { scale } = channel;
      if (!scale || !channel.axis) continue;
      if (channel.field === "row" && scale.domain) wrap(channel, width, across, copy.height);
      if (name === "x" && channel.type !== "nominal" && !stacked) scale.padding = EDGE;
    }
  }
  const axis = { .../** @type {object} */ (copy.config.axis), labelFontSize: 12 };
  return {
    ...copy,
    layer,
    width: squares ? Math.min(width, copy.width + NAMES * width) : width,
    autosize: { type: "fit-x", contains: "padding" },
    config: { ...copy.config, font, axis, aria: false },
  };
}

/**
 * Days keep their ticks, of which Vega leaves out those without room: years end on them. Other
 * scales get ticks for the room.
 * @param {string} name
 * @param {Channel} channel
 * @param {number} width
 * @param {boolean} whole whether all numbers are
 */
function fit(name, channel, width, whole) {
  const { axis } = channel;
  if (channel.scale && !axis) channel.legend = null;
  if (!axis) return;
  if (channel.type === "quantitative") {
    if (whole && !`${axis.labelExpr}`.includes("*")) axis.tickMinStep = 1;
    delete axis.values;
    axis.title = null;
    if (name === "x") axis.tickCount = Math.max(2, Math.floor(width / NUMBER));
  } else if (name === "y") axis.labelLimit = NAMES * width;
  else Object.assign(axis, { labelFlush: false, labelOverlap: "greedy" });
}

/**
 * Break the names of rows into as many lines as the rows are high for.
 * @param {Channel} channel
 * @param {number} width
 * @param {(text: string) => number} across
 * @param {number} height of all rows
 */
function wrap({ axis, scale }, width, across, height) {
  const room = NAMES * width;
  const names = /** @type {string[]} */ (scale?.domain ?? []);
  const most = Math.max(1, Math.floor(height / names.length / LINE));
  if (!axis || names.every((name) => across(name) <= room)) return;
  const lines = names.map((name) => [name, broken(name, room, across, most)]);
  axis.labelExpr = `${JSON.stringify(Object.fromEntries(lines))}[datum.label]`;
  axis.labelLineHeight = LINE;
}

/**
 * A text in lines of so many pixels; the last has all that is left.
 * @param {string} text
 * @param {number} room
 * @param {(text: string) => number} across
 * @param {number} most
 */
export function broken(text, room, across, most) {
  const lines = [""];
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: "word" }).segment(text)) {
    const line = lines[lines.length - 1];
    if (line && lines.length < most && across(line + segment) > room)
      lines.push(segment.trimStart());
    else lines[lines.length - 1] = line + segment;
  }
  return lines.map((line) => line.trim());
}

/**
 * The chart of a course with other series: its layers draw numbered lines, and its scales hold
 * their days and values, from zero where that of the print does.
 * @param {Spec} spec
 * @param {Row[]} rows
 * @returns {Spec}
 */
export function withSeries(spec, rows) {
  const { encoding } = /** @type {Layer} */ (
    spec.layer.find((one) => one.encoding.y.field === "value")
  );
  const { lines = [] } = spec.usermeta;
  const domain = [...new Set(rows.map(({ series }) => series))];
  const values = [...new Set(rows.map((row) => row.date ?? ""))].map((day) => {
    const [year, month, date] = day.split("-").map(Number);
    return { year, month, date, utc: true };
  });
  const ends = spec.layer.flatMap((one) => one.encoding.y.scale?.domain ?? []);
  const x = { ...encoding.x, scale: { type: "utc" }, axis: { ...encoding.x.axis, values } };
  const y = { ...encoding.y, scale: { zero: ends.includes(0), nice: true } };
  const [stroke, strokeDash] = [0, 1].map((n) => ({
    field: "series",
    type: "nominal",
    scale: { domain, range: lines.map((line) => line[n]) },
  }));
  const data = { name: "rows" };
  return {
    ...spec,
    layer: [
      {
        data,
        mark: { type: "line", strokeWidth: 1.75 },
        encoding: { x, y, stroke, strokeDash },
      },
      {
        data,
        mark: { type: "point", size: 36, opacity: 1 },
        encoding: { x, y, stroke, fill: stroke },
        transform: [{ filter: "datum.point" }],
      },
    ],
  };
}
