// @ts-check
// The index that the build has made: its start, and shards of which a query needs a few.
// `builder/search/shards.py` describes the files.

/** @import { Limits, Syllable } from "./query.js" */
/** @import { Collection, Postings } from "./ranking.js" */

/**
 * The start. Terms (`t`), words that misspelt ones mean (`w`) and syllables (`s`) lie sorted in
 * shards, of which these are the first keys.
 * @typedef {object} Start
 * @property {string[]} t
 * @property {string[]} w
 * @property {string[]} s
 * @property {string} at the address of shards
 * @property {string} base the address below which entries have theirs
 * @property {string} lang
 * @property {string} dir the direction of writing, `ltr` or `rtl`
 * @property {number} chunk how many entries a shard of texts has
 * @property {string} fold characters, each with the one that stands for it
 * @property {Record<string, string>} phrases
 * @property {Limits} limits
 * @property {string[]} passed_over
 * @property {[id: string, name: string, count: number][]} kinds in the order of their entries
 * @property {[id: string, name: string][]} topics
 * @property {number[][]} about the topics of each entry, by number
 * @property {Record<string, string>} strings
 */
/** @typedef {{ href: string, title: string, lines: string[] }} Entry */

/** @type {Map<string, Promise<Index>>} */
const indexes = new Map();

/**
 * The index of the search page at an address, read once; `anew` after an error, which may mean that
 * there is a new edition of the site and that the shards of the old are gone.
 * @param {string} address
 */
export function openIndex(address, anew = false) {
  const opened = anew ? undefined : indexes.get(address);
  if (opened) return opened;
  const start = json(`${address}index.json`, anew ? { cache: "reload" } : {});
  const index = start.then((content) => new Index(content));
  indexes.set(address, index);
  return index;
}

/**
 * @param {string} address
 * @param {RequestInit} [options]
 */
async function json(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

class Index {
  /** @param {Start & Collection} start */
  constructor(start) {
    this.start = start;
    this.fields = start.fields;
    this.limits = start.limits;
    this.stopWords = start.passed_over;
    const characters = [...start.fold];
    this.folding = new Map(
      characters.flatMap((character, i) => (i % 2 ? [] : [[character, characters[i + 1]]])),
    );
    /** @type {Map<string, Promise<any>>} */
    this.shards = new Map();
    const phrases = Object.keys(start.phrases);
    phrases.sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    this.regional = phrases.length ? new RegExp(phrases.join("|"), "gu") : null;
  }

  /** @param {string} name */
  shard(name) {
    const fetched = this.shards.get(name);
    if (fetched) return fetched;
    const shard = json(`${this.start.at}${name}.json`);
    shard.catch(() => indexes.clear()); // the next query reads the start anew
    this.shards.set(name, shard);
    return shard;
  }

  /**
   * The number of the shard that has a key, if any has.
   * @param {string} key
   * @param {"t" | "w" | "s"} kind
   */
  shardOf(key, kind) {
    const firsts = this.start[kind];
    let low = 0;
    let high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /**
   * Everything whose key begins so, in the order of the keys.
   * @param {string} prefix
   * @param {"t" | "w" | "s"} kind
   * @returns {Promise<[key: string, value: any][]>}
   */
  async entriesBeginning(prefix, kind) {
    const firsts = this.start[kind];
    const first = Math.max(this.shardOf(prefix, kind), 0);
    let last = first;
    while (firsts[last + 1]?.startsWith(prefix)) last++;
    const names = firsts.map((_, n) => kind + n).slice(first, last + 1);
    const shards = await Promise.all(names.map((name) => this.shard(name)));
    const entries = shards.flatMap(Object.entries).filter(([key]) => key.startsWith(prefix));
    return entries.sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** @param {string} term */
  async lookUp(term) {
    const number = this.shardOf(term, "t");
    const shard = number < 0 ? {} : await this.shard(`t${number}`);
    return Object.hasOwn(shard, term) ? shard[term] : null;
  }

  /**
   * @param {string} term
   * @returns {Promise<Postings | null>}
   */
  async postings(term) {
    return (await this.lookUp(term))?.slice(0, this.fields.length) ?? null;
  }

  /** @param {string} term */
  async has(term) {
    return (await this.lookUp(term)) !== null;
  }

  /**
   * @param {string} word
   * @returns {Promise<string[]>}
   */
  async sameStem(word) {
    return (await this.lookUp(word))?.[this.fields.length] ?? [];
  }

  /** @param {string} prefix */
  async startingWith(prefix) {
    return (await this.entriesBeginning(prefix, "t")).map(([term]) => term);
  }

  /** @param {string} letter */
  async words(letter) {
    return (await this.entriesBeginning(letter, "w")).map(([word]) => word);
  }

  /**
   * @param {string} letter
   * @returns {Promise<Syllable[]>}
   */
  syllables(letter) {
    return this.entriesBeginning(letter, "s");
  }

  /** @param {string} run */
  inOwnWords(run) {
    const { phrases } = this.start;
    return this.regional ? run.replace(this.regional, (phrase) => phrases[phrase]) : run;
  }

  /**
   * The kind of an entry, as its place among all kinds.
   * @param {number} number
   */
  kindOf(number) {
    let end = 0;
    return this.start.kinds.findIndex(([, , count]) => {
      end += count;
      return number < end;
    });
  }

  /** @param {number} number */
  kindName(number) {
    return this.start.kinds[this.kindOf(number)][1];
  }

  /**
   * @param {number} number
   * @returns {Promise<Entry>}
   */
  async entry(number) {
    const { base, chunk } = this.start;
    const texts = await this.shard(`x${Math.floor(number / chunk)}`);
    const [path, title, names, text] = texts[number % chunk];
    return { href: base + path, title, lines: `${text}\n${names}`.split("\n").filter(Boolean) };
  }
}
