// @ts-check
// A table in CSV (RFC 4180) → the same with some of its lines.

const BOM = "\uFEFF";
const LINE = /(?:"(?:[^"]|"")*"|[^"\r])+\r\n/g;

/**
 * The lines whose cell in a column is one of some ids, below the head; and how many they are. The
 * column holds ids only, and so do those before it: no comma, no quote.
 * @param {string} csv
 * @param {string} column
 * @param {ReadonlySet<string>} ids
 */
export function selectLines(csv, column, ids) {
  const [head, ...lines] = csv.replace(BOM, "").match(LINE) ?? [""];
  const place = head.trim().split(",").indexOf(column);
  const kept = lines.filter((line) => ids.has(line.split(",")[place]));
  return { csv: BOM + head + kept.join(""), count: kept.length };
}
