export const byId = (id) => document.getElementById(id);

/** Makes an element; children are nodes or text, so that no text is ever taken for markup. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value);
    }
  }
  element.append(...children);
  return element;
}

const whole = new Intl.NumberFormat("en");
export const count = (number) => whole.format(Math.round(number));
export const percent = (share) => `${(share * 100).toFixed(share > 0.9995 || share === 0 ? 0 : 1)} %`;

export function millis(time) {
  const digits = time < 1 ? 3 : time < 10 ? 2 : time < 100 ? 1 : 0;
  return `${time.toFixed(digits)} ms`;
}

export const seconds = (time, digits) => `${(time / 1000).toFixed(digits)} s`;

export const codeOf = (codePoint) => `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;

/** The character's shape, or its code point where it has none. */
export function glyph(character, tag = "span") {
  return character.glyph
    ? make(tag, { class: "glyph" }, character.glyph)
    : make(tag, { class: "glyph none" }, codeOf(character.codePoint));
}
