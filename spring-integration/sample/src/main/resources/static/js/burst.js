import * as api from "./api.js";
import { byId, count, make, millis } from "./dom.js";

const MAX_SHOWN = 3;

export function startBursts() {
  byId("burst-cached").addEventListener("click", () => fire(true));
  byId("burst-bypassed").addEventListener("click", () => fire(false));
}

async function fire(cached) {
  const buttons = [byId("burst-cached"), byId("burst-bypassed")];
  const running = make("p", { class: "note spinner" }, "Running…");
  buttons.forEach((button) => (button.disabled = true));
  byId("bursts").prepend(running);
  try {
    running.replaceWith(report(await api.burst(byId("burst-size").value, cached)));
  } catch (failure) {
    running.replaceWith(make("p", { class: "problem" }, failure.message));
  } finally {
    buttons.forEach((button) => (button.disabled = false));
  }
  while (byId("bursts").children.length > MAX_SHOWN) {
    byId("bursts").lastChild.remove();
  }
}

function report(result) {
  const { request, answeredCount, fromCacheCount, statementCount } = result;
  const cutShort = answeredCount < request.requestCount ? ` of ${count(request.requestCount)}, then time was up` : "";
  const split = make("div", { class: "split", "aria-hidden": "true" }, make("i"));
  split.style.setProperty("--share", `${(fromCacheCount / Math.max(1, answeredCount)) * 100}%`);
  return make(
    "article",
    { class: request.cached ? "cached" : "", "data-cached": request.cached },
    make("span", { class: "rate" }, `${count(result.perSecond)} searches/s`),
    request.cached ? " with caches" : " without caches",
    split,
    make(
      "p",
      {},
      `${count(answeredCount)} answered${cutShort} in ${(result.elapsedMillis / 1000).toFixed(2)} s: ` +
        `${count(fromCacheCount)} from a cache, ${count(result.fromDatabaseCount)} from the database ` +
        `(${count(statementCount)} queries). Median ${millis(result.medianMillis)}, 99th percentile ${millis(result.p99Millis)}.`,
    ),
  );
}
