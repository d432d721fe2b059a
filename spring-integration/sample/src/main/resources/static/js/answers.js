import { byId, count, make, millis } from "./dom.js";

const MAX_ANSWERS = 8;

const SOURCES = { CACHE: "cache", SECOND_LEVEL: "second level", DATABASE: "database" };

/**
 * Shows where an answer came from in an element, and adds it to the list of last answers. Then asks the same with all
 * caching off, and shows what that costs.
 */
export async function showReceipt(element, receipt, what, askUncached) {
  const source = SOURCES[receipt.source];
  const uncached = make("span", { class: "uncached" }, "with caching off …");
  element.dataset.source = source;
  element.replaceChildren(
    make("span", { class: `source ${styleOf(receipt)}` }, source),
    make("b", {}, millis(receipt.millis)),
    make("span", { class: "cost" }, `${receipt.cache} · ${statements(receipt.statementCount)}`),
    uncached,
  );
  log(receipt, source, what);
  try {
    const { receipt: full } = await askUncached();
    uncached.textContent = `with caching off ${millis(full.millis)} · ${statements(full.statementCount)}`;
  } catch (failure) {
    uncached.textContent = `with caching off: ${failure.message}`;
  }
}

function styleOf(receipt) {
  return receipt.source === "DATABASE" ? "database" : "cache";
}

function statements(number) {
  return number === 0 ? "no query sent" : number === 1 ? "1 query sent" : `${count(number)} queries sent`;
}

function log(receipt, source, what) {
  const list = byId("answers");
  list.querySelector(".note")?.remove();
  // From 1 µs, which is no bar, to 1 s, which is a full one.
  const share = Math.min(1, Math.max(0.02, Math.log10(receipt.millis * 1000) / 6));
  const bar = make("i", { class: styleOf(receipt) });
  bar.style.setProperty("--share", `${share * 100}%`);
  list.prepend(
    make(
      "li",
      {},
      make("span", { class: `source ${styleOf(receipt)}` }, source),
      make("span", { class: "what", title: `${receipt.cache}: ${what}` }, what),
      make("span", { class: "number" }, millis(receipt.millis)),
      make("span", { class: "track" }, bar),
    ),
  );
  while (list.children.length > MAX_ANSWERS) {
    list.lastChild.remove();
  }
}
