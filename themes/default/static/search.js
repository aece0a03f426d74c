// @ts-check
// Finds in the site's prebuilt index what Whoosh would, with the same scores.

import { openIndex } from "./search/index.js";
import { parseQuery } from "./search/query.js";
import { rank, termsOf } from "./search/ranking.js";
import { inOtherScript, inScriptOf } from "./search/scripts.js";

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
 * Whether other languages may know better: nothing has everything typed, or that is not in the
 * script of the language.
 * @param {string} query
 * @param {Result} result
 */
export function needsOthers(query, { index, exact, hits }) {
  return !exact || !hits.length || inOtherScript(query, index.start.lang);
}

/**
 * What the other languages of a form have, of those that the query may be in and that have
 * everything typed. Addresses of a language’s pages begin with its code.
 * @param {HTMLFormElement} form
 * @param {string} query
 * @template {Result} R
 * @param {(address: string, query: string) => Promise<R>} ask
 * @returns {Promise<{ address: string, result: R }[]>}
 */
export async function askOthers(form, query, ask) {
  const all = (form.dataset.other ?? "").split(/\s+/).filter(Boolean);
  const addresses = all.filter((address) => inScriptOf(query, address.split("/").slice(-3)[0]));
  const answers = await Promise.all(
    addresses.map(async (address) => ({ address, result: await ask(address, query) })),
  );
  return answers.filter(({ result }) => result.exact && result.hits.length);
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
 * How many were found, and whether they are only the nearest or only another language has any.
 * @param {Result} result
 * @param {boolean} elsewhere
 */
export function summary({ index, exact, hits }, elsewhere) {
  const { strings } = index.start;
  if (!hits.length) return elsewhere ? strings.elsewhere : strings.none;
  return (exact ? "" : `${strings.nearest} `) + sentence(index, "count", hits.length);
}
