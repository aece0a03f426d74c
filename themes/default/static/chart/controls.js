// @ts-check
// What a reader chooses of a live chart: a value a dimension, and what of the legend is drawn.

/** @import { Family } from "./series.js" */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * An entry of a legend, which may be a switch.
 * @param {string} className
 * @param {string} word
 * @param {HTMLInputElement | false} field
 */
export function entry(className, word, field) {
  const name = make("span", { class: className }, word);
  return make("li", {}, field ? make("label", {}, field, name) : name);
}

/**
 * A switch for what is shown unless it is in `off`.
 * @param {string} name
 * @param {Set<string>} off
 * @param {() => void} changed
 */
export function toggle(name, off, changed) {
  const field = make("input", { type: "checkbox" });
  field.checked = !off.has(name);
  field.addEventListener("change", () => {
    if (field.checked) off.delete(name);
    else off.add(name);
    changed();
  });
  return field;
}

/**
 * A field for each dimension, which sets its value in `choice`.
 * @param {Family} family
 * @param {Map<string, string>} choice
 * @param {string} any what a dimension without a value is called
 * @param {() => void} changed
 */
export function fields({ dimensions }, choice, any, changed) {
  return dimensions.map(({ id, name, values }) => {
    const options = [{ id: "", name: any }, ...values];
    const field = make("select", {}, ...options.map((one) => new Option(one.name, one.id)));
    field.value = choice.get(id) ?? "";
    field.addEventListener("change", () => {
      if (field.value) choice.set(id, field.value);
      else choice.delete(id);
      changed();
    });
    return make("label", {}, `${name} `, field);
  });
}
