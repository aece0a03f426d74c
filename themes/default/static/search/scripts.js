// @ts-check
// Which script a language is written in.

/** Where a language has several, or one under another name, those of its letters. */
const OF_SEVERAL = new Map([
  ["Hans", ["Hani"]],
  ["Hant", ["Hani"]],
  ["Jpan", ["Hani", "Hira", "Kana"]],
  ["Kore", ["Hang", "Hani"]],
]);

/**
 * The letters of a language (by its tag), as the inside of a class of a regular expression.
 * @param {string} tag
 */
function letters(tag) {
  const script = new Intl.Locale(tag).maximize().script ?? "Latn";
  return (OF_SEVERAL.get(script) ?? [script]).map((name) => `\\p{scx=${name}}`).join("");
}

/**
 * Whether a text has letters that a language is not written in: two one after the other, as a
 * single one may be a sign; of scripts without capitals one is enough.
 * @param {string} text
 * @param {string} tag
 */
export function inOtherScript(text, tag) {
  const own = letters(tag);
  return new RegExp(`(?:(?![${own}])\\p{L}){2}|(?![${own}])\\p{Lo}`, "u").test(text);
}

/**
 * Whether a text has letters that a language is written in.
 * @param {string} text
 * @param {string} tag
 */
export function inScriptOf(text, tag) {
  return new RegExp(`(?=\\p{L})[${letters(tag)}]`, "u").test(text);
}
