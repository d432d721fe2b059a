import * as api from "./api.js";
import { showReceipt } from "./answers.js";
import { openDetail } from "./detail.js";
import { byId, codeOf, count, glyph, make } from "./dom.js";

const shown = { text: "", script: "", page: 0 };
let newest = 0;

export function startSearch() {
  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    find(byId("text").value, "", 0);
  });
  window.addEventListener("popstate", findWhatAddressSays);
  findWhatAddressSays();
  byId("suggestions").addEventListener("click", (event) => {
    if (event.target.tagName === "BUTTON") {
      byId("text").value = event.target.textContent;
      find(event.target.textContent, "", 0);
    }
  });
  byId("previous").addEventListener("click", () => find(shown.text, shown.script, shown.page - 1));
  byId("next").addEventListener("click", () => find(shown.text, shown.script, shown.page + 1));
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/INPUT|SELECT/.test(document.activeElement.tagName) && !byId("detail").open) {
      event.preventDefault();
      byId("text").select();
    }
  });
}

/** A page that is loaded anew, or come back to, asks again for what it showed. */
function findWhatAddressSays() {
  const asked = new URLSearchParams(location.search);
  const text = asked.get("text") ?? "";
  const script = asked.get("script") ?? "";
  const page = Number(asked.get("page"));
  if (text && (text !== shown.text || script !== shown.script || page !== shown.page)) {
    byId("text").value = text;
    find(text, script, page);
  }
}

/** Keeps in the address what the server was asked for, by the same names. */
function keepInAddress({ text, script, page }) {
  const asked = new URLSearchParams({ text });
  if (script) {
    asked.set("script", script);
  }
  if (page > 0) {
    asked.set("page", page);
  }
  history.replaceState(null, "", `?${asked}`);
}

async function find(text, script, page) {
  const asked = ++newest;
  byId("results").classList.add("waiting");
  try {
    const found = await api.search(text, script, page);
    const facets = await api.facets(text);
    if (asked !== newest) {
      return; // somebody has asked for something else meanwhile
    }
    Object.assign(shown, { text, script, page });
    keepInAddress(shown);
    hideProblem();
    showReceipt(byId("search-receipt"), found.receipt, `“${found.value.query.text}”${script && ` in ${script}`}`, () =>
      api.search(text, script, page, "NONE"),
    );
    showReceipt(byId("facets-receipt"), facets.receipt, `facets of “${found.value.query.text}”`, () =>
      api.facets(text, "NONE"),
    );
    showPage(found.value);
    showFacets(facets.value, script);
  } catch (failure) {
    if (asked === newest) {
      showProblem(failure.message);
    }
  } finally {
    if (asked === newest) {
      byId("results").classList.remove("waiting");
    }
  }
}

function showProblem(message) {
  byId("problem").textContent = message;
  byId("problem").hidden = false;
  byId("text").setAttribute("aria-invalid", "true");
  byId("text").focus();
}

function hideProblem() {
  byId("problem").hidden = true;
  byId("text").removeAttribute("aria-invalid");
}

function showPage({ query, totalCount, pageCount, characters }) {
  byId("answer").hidden = false;
  byId("summary").textContent =
    `${count(totalCount)} ${totalCount === 1 ? "character" : "characters"} for “${query.text}”` +
    (query.script && ` in ${query.script}`);
  byId("results").replaceChildren(
    ...(characters.length > 0
      ? characters.map(card)
      : [make("li", { class: "empty" }, "No name has all these words. Try fewer, or only the start of one.")]),
  );
  byId("pages").hidden = pageCount < 2;
  byId("page-number").textContent = `Page ${query.page + 1} of ${count(pageCount)}`;
  byId("previous").disabled = query.page === 0;
  byId("next").disabled = query.page + 1 >= pageCount;
}

function card(character) {
  return make(
    "li",
    {},
    make(
      "button",
      { type: "button", onclick: () => openDetail(character.codePoint) },
      glyph(character),
      make("span", { class: "name" }, character.name),
      make("span", { class: "code" }, codeOf(character.codePoint)),
    ),
  );
}

function showFacets({ scripts, blocks, categories }, script) {
  const all = make("button", { type: "button", "aria-pressed": script === "", onclick: () => find(shown.text, "", 0) }, "All scripts");
  byId("scripts").replaceChildren(
    ...(scripts.length < 2 ? [] : [all]),
    ...(scripts.length < 2 ? [] : scripts).map(({ name, count: matches }) =>
      make(
        "button",
        { type: "button", "aria-pressed": script === name, onclick: () => find(shown.text, name, 0) },
        name,
        make("span", {}, count(matches)),
      ),
    ),
  );
  byId("spread").hidden = blocks.length === 0;
  showBars(byId("blocks"), blocks.slice(0, 8));
  showBars(byId("categories"), categories.slice(0, 8));
}

function showBars(list, facets) {
  const largest = Math.max(...facets.map((facet) => facet.count));
  list.replaceChildren(
    ...facets.map((facet) => {
      const bar = make("li", {}, make("span", {}, facet.name), make("span", { class: "number" }, count(facet.count)));
      bar.style.setProperty("--share", `${(facet.count / largest) * 100}%`);
      return bar;
    }),
  );
}
