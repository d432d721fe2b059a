import * as api from "./api.js";
import { draw } from "./chart.js";
import { byId, count, make, percent } from "./dom.js";

const LENGTH = 120;
const WINDOW = 10;

/** Asks for the caches' figures again and again, one second after the last answer. */
export async function watchFigures() {
  try {
    show(await api.caches());
    live("live", "on");
  } catch {
    live("server not reached", "off");
  }
  setTimeout(watchFigures, 1000);
}

function live(text, state) {
  byId("live").className = `live ${state}`;
  if (byId("live").textContent !== text) {
    byId("live").textContent = text; // only when it changes, since screen readers say it
  }
}

function show({ caches, samples }) {
  const total = (read) => caches.reduce((sum, cache) => sum + read(cache), 0);
  const hits = total((cache) => cache.hitCount);
  const misses = total((cache) => cache.missCount);
  const entries = total((cache) => cache.entryCount);
  const restored = total((cache) => cache.restoredCount);
  const saved = total((cache) => cache.savings.savedCount);
  const sent = total((cache) => cache.savings.sentCount);

  byId("hit-ratio").textContent = hits + misses === 0 ? "–" : percent(hits / (hits + misses));
  byId("entries").textContent = count(entries);
  byId("saved").textContent = count(saved);
  byId("sent").textContent = count(sent);
  byId("restored").textContent = restored === 0
    ? "The caches started empty. Kill the application, start it again, and they are as they were."
    : `The caches started warm, with ${count(restored)} entries of the last run.`;
  draw(byId("hit-ratio-chart"), [hitRatios(samples)], {
    length: LENGTH,
    max: 1,
    label: `Hit ratio since the start: ${byId("hit-ratio").textContent}`,
  });
  draw(byId("entries-chart"), [samples.map((sample) => sample.entryCount)], {
    length: LENGTH,
    label: `Entries in all caches: ${count(entries)}`,
  });
  draw(byId("saved-chart"), [samples.map((sample) => sample.savedCount), samples.map((sample) => sample.sentCount)], {
    length: LENGTH,
    label: `Queries saved by a cache, estimated: ${count(saved)}; sent to the database: ${count(sent)}`,
  });
  showCaches(caches);
}

/** The ratio over the last seconds; where nothing was asked, what it was before. */
function hitRatios(samples) {
  let ratio = 0;
  return samples.map((sample, index) => {
    const before = samples[Math.max(0, index - WINDOW)];
    const hits = sample.hitCount - before.hitCount;
    const misses = sample.missCount - before.missCount;
    ratio = hits + misses > 0 ? hits / (hits + misses) : ratio;
    return ratio;
  });
}

function showCaches(caches) {
  const table = byId("caches");
  for (const cache of caches) {
    const row = table.querySelector(`[data-cache="${CSS.escape(cache.name)}"]`) ?? table.appendChild(newRow(cache.name));
    const figures = [cache.hitCount, cache.missCount, cache.entryCount];
    row.querySelectorAll("td.figure").forEach((cell, index) => {
      cell.textContent = count(figures[index]);
    });
  }
}

// Rows stay the same elements, so that the focus stays on a button when the figures change.
function newRow(name) {
  const cells = ["hits", "misses", "entries"].map((figure) => make("td", { class: `figure ${figure}` }));
  const button = make("button", { type: "button", "aria-label": `Clear ${name}`, onclick: () => clear(name) }, "Clear");
  return make("tr", { "data-cache": name }, make("th", { scope: "row" }, name), ...cells, make("td", {}, button));
}

async function clear(name) {
  try {
    showCaches(await api.clearCache(name));
    byId("cache-message").textContent = `${name} is empty; the next question goes to the second level, or to the database.`;
  } catch (failure) {
    byId("cache-message").textContent = failure.message;
  }
}
