import assert from "node:assert/strict";
import { test } from "node:test";
import { eachPosting, rank, termsOf } from "../../themes/default/static/search/ranking.js";

/** @import { Postings } from "../../themes/default/static/search/ranking.js" */
/** @import { Query, Term } from "../../themes/default/static/search/query.js" */

/** @type {(term: string, field?: number, weight?: number) => Term} */
const term = (name, field = 0, weight = 1) => ({ kind: "term", field, term: name, weight });
/** @type {(...parts: Query[]) => Query} */
const and = (...parts) => ({ kind: "and", parts });
/** @type {(...parts: Query[]) => Query} */
const or = (...parts) => ({ kind: "or", parts });

/** @type {import("../../themes/default/static/search/ranking.js").Collection} */
const COLLECTION = {
  b: 0.75,
  k1: 1.2,
  fields: [
    ["title", 2, 2],
    ["body", 1, 4],
  ],
  lengths: [
    [2, 2, 2, 2],
    [4, 4, 8, 0],
  ],
};
/** @type {Map<string, Postings | null>} */
const POSTINGS = new Map([
  ["beds", [[1, 2]]], // in the titles of entries 0 and 2
  ["care", [0, [1, -1, 3, 1]]], // in the texts of 0, of 1 thrice, of 2
  ["none", null],
]);

/** @param {...Query} queries */
function ranked(...queries) {
  return rank(queries, POSTINGS, COLLECTION).map(({ number }) => number);
}

test("postings are gaps, and a negative one is followed by how often", () => {
  /** @type {[number, number][]} */
  const pairs = [];
  eachPosting([1, -2, 5, 1], (entry, frequency) => pairs.push([entry, frequency]));
  assert.deepEqual(pairs, [
    [0, 1],
    [2, 5],
    [3, 1],
  ]);
});

test("a score is BM25F with the idf of the field", () => {
  const [hit] = rank([term("beds", 0, 2)], POSTINGS, COLLECTION);
  const idf = Math.log(4 / 3) + 1;
  assert.deepEqual(hit, { number: 0, score: 2 * idf * ((1 * 2.2) / (1 + 1.2)) });
});

test("more occurrences rank higher, longer texts lower, and equals by number", () => {
  assert.deepEqual(ranked(term("care", 1)), [1, 0, 2]);
  assert.deepEqual(ranked(term("beds")), [0, 2]);
});

test("all parts must be there, or any", () => {
  assert.deepEqual(ranked(and(term("beds"), term("care", 1))), [0, 2]);
  assert.deepEqual(ranked(or(term("beds"), term("care", 1))).sort(), [0, 1, 2]);
  assert.deepEqual(ranked(and(term("beds"), term("none"))), []);
  assert.deepEqual(ranked(and(or(term("none"), term("beds")), or(term("care", 1)))), [0, 2]);
});

test("scores of parts add up", () => {
  const score = (/** @type {Query} */ query) =>
    rank([query], POSTINGS, COLLECTION).find(({ number }) => number === 2)?.score ?? 0;
  const sum = score(term("beds")) + score(term("care", 1));
  assert.equal(score(and(term("beds"), term("care", 1))), sum);
  assert.equal(score(or(term("beds"), term("care", 1))), sum);
});

test("of several queries half must find an entry, and one at least", () => {
  const [beds, care, none] = [term("beds"), term("care", 1), term("none")];
  assert.deepEqual(ranked(none), []);
  assert.deepEqual(ranked(beds, none, none), [0, 2]);
  assert.deepEqual(ranked(beds, care, none, none), [0, 2]);
});

test("a query needs the postings of its terms", () => {
  assert.deepEqual(termsOf(and(or(term("a"), term("b")), term("c"))), ["a", "b", "c"]);
});
