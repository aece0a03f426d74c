// An index in memory: what `parseQuery` needs, answered from a few terms.

/** @import { Vocabulary } from "../../themes/default/static/search/query.js" */

/**
 * @param {object} content
 * @param {string[]} [content.terms]
 * @param {Record<string, string[]>} [content.stems]
 * @param {Record<string, Record<string, string>>} [content.syllables]
 * @param {Record<string, string>} [content.phrases]
 * @returns {Vocabulary}
 */
export function vocabulary({ terms = [], stems = {}, syllables = {}, phrases = {} }) {
  const sorted = [...terms].sort();
  const starting = (/** @type {string} */ prefix) => sorted.filter((one) => one.startsWith(prefix));
  return {
    folding: new Map([["養", "养"]]),
    fields: [
      ["title", 6, 2],
      ["body", 1, 8],
      ["key", 1000, 1],
    ],
    limits: { query: 200, runs: 16, pinyin: 40, begun: 3, heard: 4, short: 5 },
    stopWords: ["how", "many", "the"],
    inOwnWords: (run) => phrases[run] ?? run,
    has: async (term) => sorted.includes(term),
    startingWith: async (prefix) => starting(prefix),
    sameStem: async (word) => stems[word] ?? [],
    words: async (letter) => starting(letter).filter((word) => /^[a-z]+$/.test(word)),
    syllables: async (letter) =>
      Object.entries(syllables).filter(([syllable]) => syllable.startsWith(letter)),
  };
}
