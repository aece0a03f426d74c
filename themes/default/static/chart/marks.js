// @ts-check
// Where the marks of a drawn chart are, and which is the next one to a point or to another mark.

/** @import { Row } from "./specification.js" */

/** @typedef {Record<string, string>} Words what a reader is told */
/** @typedef {((value: unknown) => number) & { bandwidth?: () => number }} Scale */
/**
 * A mark: its middle, how far it reaches to the left and right, and the line or row it is in.
 * @typedef {{ row: Row, group: string, x: number, y: number, left: number, right: number }} Mark
 */

/**
 * The marks in the order of the rows, each at its pixels.
 * @param {Row[]} rows
 * @param {(name: string) => Scale} scale
 * @returns {Mark[]}
 */
export function placed(rows, scale) {
  const x = scale("x");
  const y = scale("y");
  /** @type {Map<string, number>} */
  const sums = new Map();
  return rows.flatMap((row) => {
    if (row.text === undefined || typeof row.value !== "number") return [];
    const { value, date, column, apart, part } = row;
    if (date !== undefined) {
      const group = row.kind === "target" ? "\ntarget" : `${row.series}`;
      return at(row, group, x(Date.parse(date)), y(value));
    }
    const group = `${row.row}`;
    const top = y(group);
    if (apart !== undefined) return at(row, group, x(value), top + apart);
    const middle = top + (y.bandwidth?.() ?? 0) / 2;
    if (column !== undefined) {
      return at(row, group, x(column) + (x.bandwidth?.() ?? 0) / 2, middle);
    }
    if (part === undefined) return at(row, group, x(value), middle);
    const side = `${value < 0}${group}`;
    const start = sums.get(side) ?? 0;
    sums.set(side, start + value);
    return at(row, group, x(start), middle, x(start + value));
  });
}

/**
 * @param {Row} row
 * @param {string} group
 * @param {number} x
 * @param {number} y
 * @param {number} [end] the other end of a mark that is not a point
 * @returns {Mark[]}
 */
function at(row, group, x, y, end = x) {
  return [{ row, group, x: (x + end) / 2, y, left: Math.min(x, end), right: Math.max(x, end) }];
}

/**
 * The mark at a point, or the nearest.
 * @param {Mark[]} marks
 * @param {number} x
 * @param {number} y
 * @returns {Mark | undefined}
 */
export function nearest(marks, x, y) {
  const far = (/** @type {Mark} */ mark) =>
    Math.hypot(Math.max(mark.left - x, 0, x - mark.right), mark.y - y);
  return least(marks, far);
}

/**
 * Where a key leads from a mark: along its line or row, or to the next one; undefined for keys that
 * lead nowhere.
 * @param {Mark[]} marks
 * @param {Mark | undefined} from
 * @param {string} key
 * @returns {Mark | undefined}
 */
export function reached(marks, from, key) {
  const groups = [...new Set(marks.map(({ group }) => group))];
  const inGroup = (/** @type {string} */ name) =>
    marks.filter(({ group }) => group === name).sort((a, b) => a.x - b.x);
  const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
  const turns = { ArrowUp: -1, ArrowDown: 1 };
  if (!(key in steps || key in turns)) return undefined;
  if (!from) return inGroup(groups[0])[0];
  if (key in turns) {
    const turn = turns[/** @type {keyof typeof turns} */ (key)];
    const next = groups[groups.indexOf(from.group) + turn];
    return next === undefined ? from : least(inGroup(next), ({ x }) => Math.abs(x - from.x));
  }
  const line = inGroup(from.group);
  const place = line.indexOf(from) + steps[/** @type {keyof typeof steps} */ (key)];
  return line[Math.min(Math.max(place, 0), line.length - 1)];
}

/**
 * What a mark is: its name, with that of its row unless that is in it.
 * @param {Row} mark
 * @param {Words} words
 */
export function reading({ name = "", text = "", row, column }, words) {
  const alone = !row || column || name.includes(row);
  const parts = { row: row ?? "", part: name };
  return filled(words.reading, { name: alone ? name : filled(words.part, parts), text });
}

/**
 * A sentence with its gaps, `{…}`, filled.
 * @param {string} sentence
 * @param {Record<string, unknown>} gaps
 */
export function filled(sentence, gaps) {
  return sentence.replace(/\{(\w+)\}/g, (_, gap) => `${gaps[gap]}`);
}

/**
 * @param {Mark[]} marks
 * @param {(mark: Mark) => number} cost
 */
function least(marks, cost) {
  let best = Infinity;
  /** @type {Mark | undefined} */
  let found;
  for (const mark of marks) {
    const its = cost(mark);
    if (its < best) [best, found] = [its, mark];
  }
  return found;
}
