import * as api from "./api.js";
import { byId, count, make, millis, seconds } from "./dom.js";

const MAX_SHOWN = 3;
const lastMedians = {};

export function startBursts() {
  byId("burst-cached").addEventListener("click", () => fire(true));
  byId("burst-bypassed").addEventListener("click", () => fire(false));
}

async function fire(cached) {
  const buttons = [byId("burst-cached"), byId("burst-bypassed")];
  const elapsed = make("span", { class: "number", "aria-hidden": true }); // else screen readers say every change
  const running = make("p", { class: "note spinner" }, "Running… ", elapsed);
  const start = performance.now();
  const clock = setInterval(() => (elapsed.textContent = seconds(performance.now() - start, 1)), 100);
  buttons.forEach((button) => (button.disabled = true));
  byId("bursts").prepend(running);
  try {
    const result = await api.burst(byId("burst-size").value, cached);
    running.replaceWith(report(result));
    showMedians(result);
  } catch (failure) {
    running.replaceWith(make("p", { class: "problem" }, failure.message));
  } finally {
    clearInterval(clock);
    buttons.forEach((button) => (button.disabled = false));
  }
  while (byId("bursts").children.length > MAX_SHOWN) {
    byId("bursts").lastChild.remove();
  }
}

/** Sets the last burst of each kind side by side, as soon as there are both. */
function showMedians({ request, answeredCount, medianMillis }) {
  if (answeredCount > 0) {
    lastMedians[request.cached] = medianMillis;
  }
  if (true in lastMedians && false in lastMedians) {
    byId("burst-medians").hidden = false;
    byId("burst-medians").replaceChildren(
      make("b", { class: "cache" }, `${millis(lastMedians[true])} with caches,`),
      " ",
      make("b", { class: "database" }, `${millis(lastMedians[false])} without`),
      make("span", { class: "note" }, "median time of an answer, last burst of each kind"),
    );
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
    make("span", { class: "median" }, millis(result.medianMillis)),
    ` median, ${request.cached ? "with" : "without"} caches`,
    split,
    make(
      "p",
      {},
      `${count(answeredCount)} answered${cutShort} in ${seconds(result.elapsedMillis, 2)}, ` +
        `${count(result.perSecond)} searches/s: ${count(fromCacheCount)} from a cache, ` +
        `${count(result.fromDatabaseCount)} from the database (${count(statementCount)} queries). ` +
        `99th percentile ${millis(result.p99Millis)}.`,
    ),
  );
}
