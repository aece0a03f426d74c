// @ts-check
// Finds in the site's prebuilt index what Whoosh would, with the same scores.

import { openIndex } from "./search/index.js";
import { parseQuery } from "./search/query.js";
import { rank, termsOf } from "./search/ranking.js";
import { isChinese } from "./search/tokens.js";

export { excerpt, highlight, marked } from "./search/highlight.js";
export { pairs, runs } from "./search/tokens.js";

/** @import { Query } from "./search/query.js" */
/** @import { Hit } from "./search/ranking.js" */

/** @typedef {Awaited<ReturnType<typeof openIndex>>} Index */
/**
 * What a query finds, best first; whether that has everything typed, or is only the nearest; and
 * what to mark in texts.
 * @typedef {{ index: Index, exact: boolean, hits: Hit[], marks: Set<string> }} Result
 */

/**
 * What the index of the search page at an address finds.
 * @param {string} address
 * @param {string} query
 * @returns {Promise<Result>}
 */
export async function search(address, query) {
  try {
    return await find(await openIndex(address), query);
  } catch {
    return find(await openIndex(address, true), query);
  }
}

/**
 * @param {Index} index
 * @param {string} query
 * @returns {Promise<Result>}
 */
async function find(index, query) {
  const parsed = await parseQuery(query, index);
  if (!parsed) return { index, exact: true, hits: [], marks: new Set() };
  const { exact, nearest, marks } = parsed;
  const hits = await ranked([exact], index);
  if (hits.length) return { index, exact: true, hits, marks };
  return { index, exact: false, hits: await ranked(await nearest(), index), marks };
}

/**
 * @param {Query[]} queries
 * @param {Index} index
 */
async function ranked(queries, index) {
  const terms = [...new Set(queries.flatMap(termsOf))];
  const postings = await Promise.all(terms.map((term) => index.postings(term)));
  return rank(queries, new Map(terms.map((term, i) => [term, postings[i]])), index.start);
}

/**
 * Whether something was typed in the script of the other language.
 * @param {string} query
 * @param {Index} index
 */
export function inOtherScript(query, index) {
  return index.start.lang === "en" ? isChinese(query) : /[a-z]{2}/i.test(query);
}

/**
 * A sentence of the index about a number of entries.
 * @param {Index} index
 * @param {"count" | "all"} key
 * @param {number} number
 */
export function sentence({ start: { strings } }, key, number) {
  const form = key === "count" ? (number === 1 ? "one" : "many") : key;
  return strings[form].replace("{number}", String(number));
}

/**
 * How many were found, and whether they are only the nearest or only the other language has any.
 * @param {Result} result
 * @param {boolean} elsewhere
 */
export function summary({ index, exact, hits }, elsewhere) {
  const { strings } = index.start;
  if (!hits.length) return elsewhere ? strings.elsewhere : strings.none;
  return (exact ? "" : `${strings.nearest} `) + sentence(index, "count", hits.length);
}
