// @ts-check
// A text → the terms by which search finds it, as `builder/search/tokens.py` finds them;
// `tests/tokens.json` holds both to the same.

/**
 * A run of Chinese characters (`han`), or a word or number.
 * @typedef {{ text: string, han: boolean }} Run
 */
/**
 * Characters and the plain ones that stand for them.
 * @typedef {ReadonlyMap<string, string>} Folding
 */

const HAN = "〇々㐀-䶿一-鿿\u{20000}-\u{3ffff}";
const CHINESE = new RegExp(`[${HAN}]`, "u");
// No look-behind: Safari before 16.4 cannot read it.
const RUN = new RegExp(
  `([${HAN}]+)|((?:[0-9]+(?:\\.[0-9]+)*|(?![${HAN}0-9])[\\p{L}\\p{N}])+)`,
  "gu",
);
const SQUARED_UNIT = /(?=[\u3371-\u33df])/g;
const POSSESSIVE = /'s(?![a-z0-9])/g;
const THOUSANDS = /([0-9]),(?=[0-9]{3}(?![0-9]))/g;

/**
 * Whether any character is Chinese.
 * @param {string} text
 */
export function isChinese(text) {
  return CHINESE.test(text);
}

/**
 * The text as search compares it.
 * @param {string} text
 * @param {Folding} [folding]
 */
export function fold(text, folding) {
  const plain = text.replace(SQUARED_UNIT, " ").normalize("NFKC").toLowerCase();
  return folding?.size ? Array.from(plain, (c) => folding.get(c) ?? c).join("") : plain;
}

/**
 * The runs, words and numbers of a text, folded.
 * @param {string} text
 * @param {Folding} [folding]
 * @returns {Run[]}
 */
export function runs(text, folding) {
  const folded = fold(text, folding).replaceAll("’", "'").replace(POSSESSIVE, "");
  return Array.from(folded.replace(THOUSANDS, "$1").matchAll(RUN), ([, run, word]) =>
    run ? { text: run, han: true } : { text: withoutLastZeros(word), han: false },
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

/** @param {string} word */
function withoutLastZeros(word) {
  return /^[0-9]+\.[0-9]+$/.test(word) ? word.replace(/\.?0+$/, "") : word;
}
