// @ts-check
// What a reader has chosen of a chart, as it stands in the address of a page; of the file of all
// series those that a choice finds, and their rows.

/** @import { Row } from "./specification.js" */

/**
 * @typedef {{ id: string, name: string }} Named
 * @typedef {{ id: string, name: string, dimensions: Record<string, string>,
 *   values: (string | null)[] }} Series
 */
/**
 * Numbers are as printed, a place for each period.
 * @typedef {object} Family
 * @property {{ text: string, date: string }[]} periods
 * @property {(Named & { values: Named[] })[]} dimensions
 * @property {Series[]} series
 */
/** @typedef {{ decimal: string, thousands: string, grouping: number[] }} NumberLocale */

/**
 * @typedef {object} State
 * @property {Set<string>} off the looks that are hidden
 * @property {Map<string, string>} choice dimension → value
 */

const CHART = "chart";
const OFF = "off";

/** As many lines can be told apart. */
export const MOST = 8;
/** Of more periods than these, only values without neighbours have a point. */
const POINTS = 40;

/**
 * What an address says of a chart; nothing is chosen where it is about another one.
 * @param {string} query
 * @param {string} name of the chart
 * @returns {State}
 */
export function stateIn(query, name) {
  const parameters = new URLSearchParams(query);
  if (parameters.get(CHART) !== name) return { off: new Set(), choice: new Map() };
  const off = new Set(parameters.getAll(OFF));
  return { off, choice: new Map([...parameters].filter(([key]) => key !== CHART && key !== OFF)) };
}

/**
 * The query that says this of a chart, instead of what the last one said of any.
 * @param {string} name
 * @param {State} state
 */
export function queryOf(name, { off, choice }) {
  const looks = [...off].map((look) => [OFF, look]);
  return `?${new URLSearchParams([[CHART, name], ...choice, ...looks])}`;
}

/**
 * The series that have every value chosen, those of the fewest dimensions first.
 * @param {Family} family
 * @param {Map<string, string>} choice dimension → value
 * @returns {Series[]}
 */
export function matching(family, choice) {
  const size = (/** @type {Series} */ series) => Object.keys(series.dimensions).length;
  return family.series
    .filter(({ dimensions }) => [...choice].every(([id, value]) => dimensions[id] === value))
    .sort((a, b) => size(a) - size(b));
}

/**
 * The part of a choice that a file of series knows.
 * @param {Family} family
 * @param {Iterable<[string, string]>} wanted
 * @returns {Map<string, string>}
 */
export function known(family, wanted) {
  return new Map(
    [...wanted].filter(([id, value]) =>
      family.dimensions.some((one) => one.id === id && one.values.some((it) => it.id === value)),
    ),
  );
}

/**
 * The rows of a chart for some series, each with a line of its own.
 * @param {Family} family
 * @param {Series[]} chosen
 * @param {(value: string) => string} write
 * @returns {Row[]}
 */
export function rowsOf({ periods }, chosen, write) {
  return chosen.flatMap(({ name, values }, number) =>
    periods.map(({ text: period, date }, n) => {
      const value = values[n];
      const row = { kind: "observation", line: number + 1, series: name, date };
      if (value === null) return { ...row, value };
      const alone = (values[n - 1] ?? null) === null && (values[n + 1] ?? null) === null;
      return {
        ...row,
        value: Number(value),
        point: alone || periods.length <= POINTS,
        period,
        name: `${name}, ${period}`,
        text: write(value),
      };
    }),
  );
}

/**
 * A number as the page writes it: times the factor of its unit, with the signs of its language.
 * @param {string} value
 * @param {number} factor
 * @param {NumberLocale} locale
 */
export function written(value, factor, { decimal, thousands, grouping }) {
  const exact = factor === 1 ? value : String(Number((Number(value) * factor).toPrecision(12)));
  const [, minus, whole, part] = /^(-?)(\d+)\.?(.*)$/.exec(exact) ?? ["", "", exact, ""];
  const groups = [];
  for (let end = whole.length, n = 0; end > 0; n++) {
    const size = grouping[n % grouping.length] || end;
    groups.unshift(whole.slice(Math.max(0, end - size), end));
    end -= size;
  }
  return (minus && "−") + groups.join(thousands) + (part && decimal + part);
}
