// @ts-check
// Which parts of a text to mark. Pieces of a text alternate: the first is plain, perhaps empty, the
// second marked, and so on.

import { fold, hasWordPart, isBeforeWord } from "./tokens.js";

/** @import { Folding } from "./tokens.js" */

const AROUND = 50;

/**
 * A text in pieces; marked are those that hold any of the folded strings, words only as a whole.
 * @param {string} text
 * @param {Iterable<string>} marks
 * @param {Folding} folding
 */
export function highlight(text, marks, folding) {
  const characters = [...text];
  const lit = litCharacters(characters, marks, folding);
  const pieces = [""];
  characters.forEach((character, i) => {
    if (Boolean(lit[i]) === pieces.length % 2 > 0) pieces.push("");
    pieces[pieces.length - 1] += character;
  });
  return pieces;
}

/**
 * @param {string[]} characters
 * @param {Iterable<string>} marks
 * @param {Folding} folding
 */
function litCharacters(characters, marks, folding) {
  const plain = characters.map((character) => fold(character, folding));
  const folded = plain.join("");
  const origins = plain.flatMap((part, i) => Array.from({ length: part.length }, () => i));
  const lit = new Uint8Array(characters.length);
  for (const mark of marks) {
    if (!mark) continue;
    for (let at = folded.indexOf(mark); at >= 0; at = folded.indexOf(mark, at + 1)) {
      const end = at + mark.length;
      const isWhole = isBeforeWord(folded.slice(0, at)) && !hasWordPart(folded.slice(end, end + 1));
      if (hasWordPart(mark) && !isWhole) continue;
      lit.fill(1, origins[at], origins[end - 1] + 1);
    }
  }
  return lit;
}

/**
 * The marked ones of pieces.
 * @param {string[]} pieces
 */
export function marked(pieces) {
  return pieces.filter((_, i) => i % 2);
}

/**
 * Pieces of the part of a text around what is marked first.
 * @param {string[]} pieces
 */
export function excerpt(pieces) {
  const [before, ...rest] = pieces.map((piece) => [...piece]);
  if (rest.length && before.length > AROUND) {
    before.splice(0, before.length - AROUND / 2, "…");
  }
  let left = 3 * AROUND;
  const shown = [before, ...rest].map((characters) => {
    const part = characters.slice(0, Math.max(left, 0)).join("");
    left -= characters.length;
    return part;
  });
  return left < 0 ? [...shown, "", "…"] : shown;
}
