import * as api from "./api.js";
import { showReceipt } from "./answers.js";
import { byId, codeOf, count, glyph, make } from "./dom.js";

/** Opens what is known of one character. */
export async function openDetail(codePoint) {
  const body = byId("detail-body");
  const dialog = byId("detail");
  try {
    const { value, receipt } = await api.character(codePoint);
    const receiptLine = make("p", { class: "receipt" });
    body.replaceChildren(...describe(value, receiptLine));
    showReceipt(receiptLine, receipt, `${codeOf(codePoint)} ${value.character.name.toLowerCase()}`, () =>
      api.character(codePoint, "NONE"),
    );
  } catch (failure) {
    body.replaceChildren(make("p", { class: "problem", id: "detail-name", role: "alert" }, failure.message));
  }
  if (!dialog.open) {
    dialog.showModal();
  }
  dialog.scrollTop = 0;
}

function describe({ character, likes, blockSize, neighbours, variants }, receiptLine) {
  const text = String.fromCodePoint(character.codePoint);
  const parts = [
    make(
      "div",
      { class: "portrait" },
      glyph(character, "div"),
      make("div", {}, make("h2", { id: "detail-name" }, character.name), receiptLine),
    ),
    make(
      "dl",
      { class: "facts" },
      ...Object.entries({
        "Code point": codeOf(character.codePoint),
        Category: character.category,
        Script: character.script,
        Block: `${character.block} (${count(blockSize)} named)`,
        "UTF-8": hex(new TextEncoder().encode(text), 2),
        "UTF-16": hex(Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)), 4),
        HTML: `&#x${character.codePoint.toString(16).toUpperCase()};`,
        Java: Array.from({ length: text.length }, (_, index) => `\\u${hex([text.charCodeAt(index)], 4)}`).join(""),
      }).map(([term, fact]) => make("div", {}, make("dt", {}, term), make("dd", {}, fact))),
    ),
  ];
  if (variants.length > 1) {
    parts.push(make("h3", {}, "Variants by name"), strip(variants, character));
  }
  parts.push(make("h3", {}, "Next to it in its block"), strip(neighbours, character));
  parts.push(make("div", { class: "actions" }, likeButton(character, likes), copyButton(text)));
  return parts;
}

function strip(characters, current) {
  return make(
    "div",
    { class: "strip" },
    ...characters.map((one) =>
      make(
        "button",
        {
          type: "button",
          class: one.glyph ? "" : "none",
          title: one.name,
          "aria-label": one.name,
          "aria-current": one.codePoint === current.codePoint,
          onclick: () => openDetail(one.codePoint),
        },
        one.glyph || codeOf(one.codePoint).slice(2),
      ),
    ),
  );
}

/** A like is a transaction that evicts this character from Spring's cache and updates the second level. */
function likeButton(character, likes) {
  const button = make("button", { type: "button", id: "like" }, `Like · ${count(likes)}`);
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await api.like(character.codePoint);
      await openDetail(character.codePoint);
      byId("like").focus();
    } catch (failure) {
      button.textContent = failure.message;
    }
  });
  return button;
}

function copyButton(text) {
  const button = make("button", { type: "button", class: "primary" }, "Copy character");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      button.textContent = "The browser did not allow it";
    }
  });
  return button;
}

function hex(units, digits) {
  return Array.from(units, (unit) => unit.toString(16).toUpperCase().padStart(digits, "0")).join(" ");
}
