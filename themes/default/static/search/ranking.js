// @ts-check
// Queries and postings → entries with scores, best first: BM25F, with the same numbers as Whoosh.

/** @import { Query, Term } from "./query.js" */

/**
 * Where a term is, by field: numbers, from entry to entry how many further; where an entry has the
 * term more than once, that is negative and how often follows. Fields without the term have none.
 * @typedef {readonly (readonly number[] | 0 | undefined)[]} Postings
 */
/**
 * What scores need besides postings: the length of each field of each entry, and fields with their
 * names, weights and average lengths.
 * @typedef {object} Collection
 * @property {number} b
 * @property {number} k1
 * @property {readonly (readonly [name: string, weight: number, averageLength: number])[]} fields
 * @property {readonly (readonly number[])[]} lengths
 */
/** @typedef {{ number: number, score: number }} Hit */

/**
 * The terms whose postings a query needs.
 * @param {Query} query
 * @returns {string[]}
 */
export function termsOf(query) {
  return query.kind === "term" ? [query.term] : query.parts.flatMap(termsOf);
}

/**
 * The entries that half of the queries find, rounded down, and at least one; their scores add up.
 * @param {readonly Query[]} queries
 * @param {ReadonlyMap<string, Postings | null>} postings
 * @param {Collection} collection
 * @returns {Hit[]}
 */
export function rank(queries, postings, collection) {
  const scorer = new Scorer(postings, collection);
  const scores = new Float64Array(scorer.count);
  const matched = new Uint8Array(scorer.count);
  for (const query of queries) {
    const matches = new Uint8Array(scorer.count);
    scorer.add(query, scores, matches);
    for (let n = 0; n < scorer.count; n++) matched[n] += matches[n];
  }
  const least = Math.max(Math.floor(queries.length / 2), 1);
  /** @type {Hit[]} */
  const hits = [];
  matched.forEach((count, number) => {
    if (count >= least) hits.push({ number, score: scores[number] });
  });
  return hits.sort((a, b) => rounded(b) - rounded(a) || a.number - b.number);
}

/**
 * Scores that differ only by the order in which they were added are the same.
 * @param {Hit} hit
 */
function rounded({ score }) {
  return Math.round(score * 1e9);
}

/**
 * Calls back with each entry of a posting list and how often it has the term.
 * @param {readonly number[]} list
 * @param {(entry: number, frequency: number) => void} use
 */
export function eachPosting(list, use) {
  for (let i = 0, entry = -1; i < list.length; i++) {
    entry += Math.abs(list[i]);
    use(entry, list[i] < 0 ? list[++i] : 1);
  }
}

class Scorer {
  /**
   * @param {ReadonlyMap<string, Postings | null>} postings
   * @param {Collection} collection
   */
  constructor(postings, collection) {
    this.postings = postings;
    this.collection = collection;
    this.count = collection.lengths[0].length;
  }

  /** @param {Term} term */
  list({ field, term }) {
    return this.postings.get(term)?.[field] || [];
  }

  /**
   * @param {Term} term
   * @param {(entry: number, score: number) => void} use
   */
  eachScore(term, use) {
    const { b, k1, fields, lengths } = this.collection;
    const list = this.list(term);
    const average = fields[term.field][2] || 1;
    const entries = list.reduce((count, gap) => count + (gap < 0 ? 0 : 1), 0);
    const idf = Math.log(this.count / (entries + 1)) + 1;
    eachPosting(list, (entry, frequency) => {
      const length = lengths[term.field][entry] / average;
      const saturated = (frequency * (k1 + 1)) / (frequency + k1 * (1 - b + b * length));
      use(entry, term.weight * idf * saturated);
    });
  }

  /**
   * Adds the scores of a query, and notes which entries it finds.
   * @param {Query} query
   * @param {Float64Array} scores
   * @param {Uint8Array} matches
   */
  add(query, scores, matches) {
    if (query.kind === "term") {
      this.eachScore(query, (entry, score) => {
        scores[entry] += score;
        matches[entry] = 1;
      });
    } else if (query.kind === "or") {
      for (const part of query.parts) this.add(part, scores, matches);
    } else {
      this.addAll(query.parts, scores, matches);
    }
  }

  /**
   * @param {Query[]} parts
   * @param {Float64Array} scores
   * @param {Uint8Array} matches
   */
  addAll(parts, scores, matches) {
    if (parts.some((part) => part.kind === "term" && !this.list(part).length)) return;
    const sums = new Float64Array(this.count);
    const matched = new Uint8Array(this.count);
    for (const part of parts) {
      const matchesOfPart = new Uint8Array(this.count);
      this.add(part, sums, matchesOfPart);
      for (let n = 0; n < this.count; n++) matched[n] += matchesOfPart[n];
    }
    for (let n = 0; n < this.count; n++) {
      if (matched[n] !== parts.length) continue;
      scores[n] += sums[n];
      matches[n] = 1;
    }
  }
}
