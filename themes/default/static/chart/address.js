// @ts-check
// What a reader has chosen of a chart, as it stands in the address of a page.

/**
 * @typedef {object} State
 * @property {Set<string>} off the looks that are hidden
 * @property {Map<string, string>} choice dimension → value
 */

const CHART = "chart";
const OFF = "off";

/**
 * What an address says of a chart; undefined where that is not the one.
 * @param {string} query
 * @param {string} name of the chart
 * @returns {State | undefined}
 */
export function stateIn(query, name) {
  const parameters = new URLSearchParams(query);
  if (parameters.get(CHART) !== name) return undefined;
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
