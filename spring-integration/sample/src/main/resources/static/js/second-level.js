import * as api from "./api.js";
import { byId, count, make } from "./dom.js";

/** Asks for the figures of Hibernate's second level again and again, one second after the last answer. */
export async function watchSecondLevel() {
  byId("clear-second-level").onclick = clear;
  try {
    show(await api.secondLevel());
  } catch {
    // The figures of the caches say that the server is not reached.
  }
  setTimeout(watchSecondLevel, 1000);
}

function show(regions) {
  const table = byId("regions");
  for (const region of regions) {
    const row =
      table.querySelector(`[data-region="${CSS.escape(region.name)}"]`) ?? table.appendChild(newRow(region));
    const figures = [region.hitCount, region.missCount, region.putCount, region.entryCount];
    row.querySelectorAll("td.figure").forEach((cell, index) => {
      cell.textContent = count(figures[index]);
    });
  }
}

function newRow({ name, holds }) {
  const cells = ["hits", "misses", "puts", "entries"].map((figure) => make("td", { class: `figure ${figure}` }));
  const label = holds === "entities" ? name : holds;
  return make("tr", { "data-region": name }, make("th", { scope: "row", title: `${name}: ${holds}` }, label), ...cells);
}

async function clear() {
  try {
    show(await api.clearSecondLevel());
    byId("second-level-message").textContent = "The second level is empty.";
  } catch (failure) {
    byId("second-level-message").textContent = failure.message;
  }
}
