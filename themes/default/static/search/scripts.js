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
 * Whether a text has letters that a language (by its tag) is not written in: two one after the
 * other, as a single one may be a sign; of scripts without capitals one is enough.
 * @param {string} text
 * @param {string} tag
 */
export function inOtherScript(text, tag) {
  const script = new Intl.Locale(tag).maximize().script ?? "Latn";
  const own = (OF_SEVERAL.get(script) ?? [script]).map((name) => `\\p{scx=${name}}`).join("");
  return new RegExp(`(?:(?![${own}])\\p{L}){2}|(?![${own}])\\p{Lo}`, "u").test(text);
}
