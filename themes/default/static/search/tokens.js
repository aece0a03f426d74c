// @ts-check
// A text → the terms by which search finds it, in any language, as `builder/search/tokens.py` finds
// them; `tests/tokens.json` holds both to the same.

/**
 * A run of characters of an unspaced script, or a word or number.
 * @typedef {{ text: string, unspaced: boolean }} Run
 */
/**
 * Characters and what search takes them for, besides letters of any language.
 * @typedef {ReadonlyMap<string, string>} Folding
 */

const HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}";
const KANA = "\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff";
const THAI_LAO = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ebd\u0ec0-\u0ece\u0edc-\u0edf";
const BURMESE_KHMER = "\u1000-\u103f\u1050-\u108f\u1780-\u17d3\u17d7\u17dc\u17dd";
const UNSPACED = HAN + KANA + THAI_LAO + BURMESE_KHMER;

const DIGIT_ZEROS = "٠۰߀०০੦૦୦௦౦೦൦๐໐༠၀០᠐";
const LETTERS = "ßæœøđðþłħŧıςёةىیکٱ’ʼʻ٬٫";
const LIKE = "ss ae oe o d d th l h t i σ е ه ي ي ك ا ' ' ' , .".split(" ");
const PLAIN = new Map([
  ...Array.from(LETTERS, (letter, i) => /** @type {const} */ ([letter, LIKE[i]])),
  ...Array.from(DIGIT_ZEROS).flatMap(digits),
]);

// No look-behind: Safari before 16.4 cannot read it.
const RUN = new RegExp(
  `([${UNSPACED}]+)|((?:[0-9]+(?:\\.[0-9]+)*|(?![${UNSPACED}0-9])[\\p{L}\\p{N}]\\p{M}*)+)`,
  "gu",
);
const SPELT = new RegExp(`^(?:(?![${UNSPACED}])\\p{L}\\p{M}*)+$`, "u");
const WORD_PART = new RegExp(`(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}]`, "u");
const SQUARED_UNIT = /(?=[\u3371-\u33df])/g;
const SPACED_THOUSANDS = /([0-9])[\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))/g;
// Cyrillic letters keep what stands above them: й is not и. The second: signs of vowels in Hebrew
// and Arabic, and characters that only say how others are drawn.
const ACCENT = "[\u0300-\u036f]";
const ACCENTS = new RegExp(`(^|(?!${ACCENT})[^\u0400-\u052f])${ACCENT}+`, "gu");
const SIGNS = new RegExp(
  "[\u00ad\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f" +
    "\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}]",
  "gu",
);
const POSSESSIVE = /'s(?![a-z0-9])/g;
const ELISIONS = "[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|un|all|dall|dell|nell|sull";
const ELIDED = new RegExp(`(^|[^\\p{L}\\p{N}])(?:${ELISIONS})'(?=\\p{L})`, "gu");
const ARABIC_ARTICLE = /(^|[^\p{L}\p{N}])(?:[وبكف]?ال|لل)(?=[ء-ي]{2})/gu;
const ENDS_IN_ARTICLE = /(?:^|[^\p{L}\p{N}])(?:[وبكف]?ال|لل)$/u;
const THOUSANDS = /([0-9])[,'](?=[0-9]{3}(?![0-9]))/g;

/**
 * The digits of a script, by its zero.
 * @param {string} zero
 */
function digits(zero) {
  const first = Number(zero.codePointAt(0));
  return Array.from({ length: 10 }, (_, n) => {
    return /** @type {const} */ ([String.fromCodePoint(first + n), String(n)]);
  });
}

/**
 * The text as search compares it.
 * @param {string} text
 * @param {Folding} [folding]
 */
export function fold(text, folding) {
  const spaced = text.replace(SPACED_THOUSANDS, "$1,").replace(SQUARED_UNIT, " ");
  const bare = spaced.normalize("NFKC").toLowerCase().normalize("NFD").replace(ACCENTS, "$1");
  const plain = bare.replace(SIGNS, "").normalize("NFC");
  return Array.from(plain, (c) => PLAIN.get(c) ?? folding?.get(c) ?? c).join("");
}

/**
 * The runs, words and numbers of a text, folded.
 * @param {string} text
 * @param {Folding} [folding]
 * @returns {Run[]}
 */
export function runs(text, folding) {
  const whole = fold(text, folding).replace(POSSESSIVE, "");
  const words = whole.replace(ELIDED, "$1").replace(ARABIC_ARTICLE, "$1");
  return Array.from(words.replace(THOUSANDS, "$1").matchAll(RUN), ([, run, word]) =>
    run ? { text: run, unspaced: true } : { text: withoutLastZeros(word), unspaced: false },
  );
}

/**
 * The overlapping pairs of characters of a run; of a single character, itself.
 * @param {string} run
 */
export function pairs(run) {
  const characters = [...run];
  const count = Math.max(characters.length - 1, 1);
  return Array.from({ length: count }, (_, i) => characters.slice(i, i + 2).join(""));
}

/**
 * Whether a term is a word of letters alone, of a script that has words.
 * @param {string} term
 */
export function isSpelt(term) {
  return SPELT.test(term);
}

/**
 * Whether a word may begin after a folded text.
 * @param {string} before
 */
export function isBeforeWord(before) {
  return !hasWordPart(before.slice(-1)) || ENDS_IN_ARTICLE.test(before.slice(-4));
}

/**
 * Whether any character is part of a word or number, of a script that has words.
 * @param {string} text
 */
export function hasWordPart(text) {
  return WORD_PART.test(text);
}

/** @param {string} word */
function withoutLastZeros(word) {
  return /^[0-9]+\.[0-9]+$/.test(word) ? word.replace(/\.?0+$/, "") : word;
}
