// @ts-check
// What somebody typed → terms to look for, in which fields; `builder/search/query.py` in Python.
// Everything typed must be in an entry: the pairs of an unspaced run together in one field, a word
// anywhere. Where no entry has everything, those that have half of it are the nearest.

import { isSpelt, pairs, runs } from "./tokens.js";

/** @import { Folding, Run } from "./tokens.js" */

/**
 * A term in a field (by its number), and what its score is multiplied by.
 * @typedef {{ kind: "term", field: number, term: string, weight: number }} Term
 */
/**
 * Entries that all parts find; their scores add up.
 * @typedef {{ kind: "and", parts: Query[] }} And
 */
/**
 * Entries that any part finds; their scores add up.
 * @typedef {{ kind: "or", parts: Query[] }} Or
 */
/** @typedef {Term | And | Or} Query */

/**
 * What finds everything that was typed, what finds parts of it, and the strings to mark in texts:
 * those that are looked for so far.
 * @typedef {object} ParsedQuery
 * @property {Query} exact
 * @property {() => Promise<Query[]>} nearest
 * @property {Set<string>} marks
 */

/**
 * How many characters and runs of a query count and how many letters of pinyin; the most words
 * that a prefix stands for (`begun`) and Chinese strings that pinyin does (`heard`); how long a
 * word is in which one edit is the most (`short`).
 * @typedef {{ query: number, runs: number, pinyin: number, begun: number, heard: number,
 *   short: number }} Limits
 */

/**
 * What an index knows of its terms. The last of the fields is that of whole names.
 * @typedef {object} Vocabulary
 * @property {Folding} folding
 * @property {readonly (readonly [name: string, weight: number, averageLength: number])[]} fields
 * @property {Limits} limits
 * @property {readonly string[]} stopWords
 * @property {(run: string) => string} inOwnWords a run with the site's words for regional ones
 * @property {(term: string) => Promise<boolean>} has
 * @property {(prefix: string) => Promise<string[]>} startingWith all terms that begin so, sorted
 * @property {(word: string) => Promise<string[]>} sameStem the other words of the same stem
 * @property {(letter: string) => Promise<string[]>} words all words that begin with a letter
 * @property {(letter: string) => Promise<Syllable[]>} syllables those that begin with a letter
 */
/**
 * A syllable of pinyin, its characters, and for each the characters that follow it somewhere.
 * @typedef {[syllable: string, characters: Record<string, string>]} Syllable
 */

/**
 * How to find what was typed; nothing, if that holds no letter or digit.
 * @param {string} text
 * @param {Vocabulary} vocabulary
 * @returns {Promise<ParsedQuery | null>}
 */
export async function parseQuery(text, vocabulary) {
  const { folding, limits, stopWords } = vocabulary;
  const typed = runs([...text].slice(0, limits.query).join(""), folding).slice(0, limits.runs);
  if (!typed.length) return null;
  const content = typed.filter((run) => !stopWords.includes(run.text));
  const counted = content.length ? content : typed;
  fetchEarly(counted, vocabulary);
  const parser = new Parser(vocabulary);
  const clauses = await Promise.all(counted.map((run) => parser.clause(run)));
  const wholeName = parser.name(typed.map((run) => run.text).join(" "));
  return {
    exact: or([wholeName, and(clauses)]),
    nearest: async () => (await Promise.all(counted.map((run) => parser.nearest(run)))).flat(),
    marks: parser.marks,
  };
}

/**
 * What a query needs in any case is on its way before the query is parsed.
 * @param {Run[]} counted
 * @param {Vocabulary} vocabulary
 */
function fetchEarly(counted, vocabulary) {
  const terms = counted.flatMap(({ text, unspaced }) => (unspaced ? pairs(text) : [text]));
  Promise.allSettled(terms.map((term) => vocabulary.has(term)));
}

/** @type {(parts: Query[]) => And} */
const and = (parts) => ({ kind: "and", parts });

/** @type {(parts: Query[]) => Or} */
const or = (parts) => ({ kind: "or", parts });

class Parser {
  /** @param {Vocabulary} vocabulary */
  constructor(vocabulary) {
    this.vocabulary = vocabulary;
    this.nameField = vocabulary.fields.length - 1;
    /** @type {Set<string>} */
    this.marks = new Set();
  }

  /** @param {number} field @param {string} term @returns {Term} */
  term(field, term, weight = this.vocabulary.fields[field][1]) {
    return { kind: "term", field, term, weight };
  }

  /** @param {string} name */
  name(name) {
    return this.term(this.nameField, name);
  }

  /** @param {string[]} terms */
  anywhere(terms) {
    const fields = this.vocabulary.fields.slice(0, this.nameField);
    return terms.flatMap((term) => fields.map((_, field) => this.term(field, term)));
  }

  /** @param {string} run */
  withinOneField(run) {
    const fields = this.vocabulary.fields.slice(0, this.nameField);
    return fields.map((_, field) => and(pairs(run).map((pair) => this.term(field, pair))));
  }

  /** @param {Run} run */
  clause({ text, unspaced }) {
    return unspaced ? this.unspaced(text) : this.word(text);
  }

  /** @param {string} run */
  async unspaced(run) {
    this.marks.add(run);
    if ([...run].length === 1) return this.beginningWith(run);
    const own = this.vocabulary.inOwnWords(run);
    this.marks.add(own);
    const spellings = own === run ? [run] : [run, own];
    return or(spellings.flatMap((spelling) => this.withinOneField(spelling)));
  }

  /** @param {string} character */
  async beginningWith(character) {
    const terms = await this.vocabulary.startingWith(character);
    return or(this.anywhere(terms.filter((term) => [...term].length <= 2)));
  }

  /** @param {string} word */
  async word(word) {
    const inPinyin = await this.pinyin(word);
    if (!(await this.vocabulary.has(word))) return or([...(await this.prefix(word)), ...inPinyin]);
    const words = [word, ...(await this.vocabulary.sameStem(word))];
    this.mark(words);
    return or([...this.anywhere(words), this.name(word), ...inPinyin]);
  }

  /** @param {string} word */
  async prefix(word) {
    const words = await prefixMatches(word, this.vocabulary);
    this.mark(words);
    const titleWeight = this.vocabulary.fields[0][1];
    const names = words.map((one) => this.term(this.nameField, one, titleWeight));
    return [...this.anywhere(words), ...names];
  }

  /** @param {string} word */
  async pinyin(word) {
    const chinese = await pinyinMatches(word, this.vocabulary);
    this.mark(chinese);
    return chinese.flatMap((run) => this.withinOneField(run));
  }

  /** @param {string[]} strings */
  mark(strings) {
    for (const one of strings) this.marks.add(one);
  }

  /** @param {Run} run @returns {Promise<Query[]>} */
  async nearest({ text, unspaced }) {
    if (unspaced && [...text].length > 2) {
      this.mark(pairs(text));
      return pairs(text).map((pair) => or(this.anywhere([pair])));
    }
    if (unspaced) {
      this.mark([...text]);
      return Promise.all(Array.from(text, (character) => this.beginningWith(character)));
    }
    const words = (await this.vocabulary.has(text))
      ? [text, ...(await this.vocabulary.sameStem(text))]
      : await fuzzyMatches(text, this.vocabulary);
    this.mark(words);
    return [
      or([...this.anywhere(words), ...(await this.prefix(text)), ...(await this.pinyin(text))]),
    ];
  }
}

/**
 * The words that begin so.
 * @param {string} word
 * @param {Vocabulary} vocabulary
 */
export async function prefixMatches(word, vocabulary) {
  if (word.length < 2) return [];
  return (await vocabulary.startingWith(word)).slice(0, vocabulary.limits.begun);
}

/**
 * The Chinese strings of two characters or more that letters spell, the last syllable perhaps
 * unfinished.
 * @param {string} letters
 * @param {Vocabulary} vocabulary
 */
export async function pinyinMatches(letters, vocabulary) {
  if (!/^[a-z]+$/.test(letters) || letters.length > vocabulary.limits.pinyin) return [];
  const initials = [...new Set(letters)];
  const lists = await Promise.all(initials.map((initial) => vocabulary.syllables(initial)));
  const byInitial = new Map(initials.map((initial, i) => [initial, lists[i]]));
  /** @type {string[]} */
  const matches = [];
  /** @type {Set<string>} */
  const deadEnds = new Set();

  /**
   * @param {string} rest
   * @param {string} before
   * @param {string} last the last character of `before`
   * @param {string | null} followers the characters that may come next; any, at the beginning
   */
  function follow(rest, before, last, followers) {
    if (!rest) {
      if (last !== before) matches.push(before);
      return;
    }
    const here = `${rest.length} ${last}`;
    if (deadEnds.has(here)) return;
    const count = matches.length;
    for (const [syllable, characters] of byInitial.get(rest[0]) ?? []) {
      if (!rest.startsWith(syllable) && !(before && syllable.startsWith(rest))) continue;
      for (const [character, following] of Object.entries(characters)) {
        if (matches.length >= vocabulary.limits.heard) return;
        if (followers !== null && !followers.includes(character)) continue;
        follow(rest.slice(syllable.length), before + character, character, following);
      }
    }
    if (matches.length === count) deadEnds.add(here);
  }

  follow(letters, "", "", null);
  return matches;
}

/**
 * The words fewest edits away, at most one in a short word and two in others; a first letter may be
 * swapped.
 * @param {string} word
 * @param {Vocabulary} vocabulary
 */
export async function fuzzyMatches(word, vocabulary) {
  if (word.length < 3 || !isSpelt(word)) return [];
  const most = word.length <= vocabulary.limits.short ? 1 : 2;
  const letters = [...new Set(word.slice(0, 2))];
  const candidates = (await Promise.all(letters.map((letter) => vocabulary.words(letter)))).flat();
  const distances = candidates.map((other) => editDistance(word, other, most));
  const least = Math.min(most, ...distances);
  return candidates.filter((_, i) => distances[i] === least).sort();
}

/**
 * How many letters are wrong, missing, too many or swapped with the next (the optimal string
 * alignment distance); `most` + 1 if there are more than that.
 * @param {string} one
 * @param {string} other
 * @param {number} most
 */
export function editDistance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  /** @type {number[]} */
  let previous = [];
  let row = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i++) {
    const beforePrevious = previous;
    previous = row;
    row = [i];
    for (let j = 1; j <= other.length; j++) {
      const substitution = previous[j - 1] + Number(one[i - 1] !== other[j - 1]);
      const swapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const swap = i > 1 && j > 1 && swapped ? beforePrevious[j - 2] + 1 : Infinity;
      row.push(Math.min(previous[j] + 1, row[j - 1] + 1, substitution, swap));
    }
  }
  return Math.min(row[other.length], most + 1);
}
