import * as api from "./api.js";
import { byId, count, make, millis, seconds } from "./dom.js";

const MAX_SHOWN = 3;
const lastMedians = {};

const NAMES = { ALL: "all caches", SECOND_LEVEL: "the second level", NONE: "no cache" };

export function startBursts() {
  for (const button of buttons()) {
    button.addEventListener("click", () => fire(button.value));
  }
}

const buttons = () => [...document.querySelectorAll("#burst button")];

async function fire(caching) {
  const elapsed = make("span", { class: "number", "aria-hidden": true }); // else screen readers say every change
  const running = make("p", { class: "note spinner" }, "Running… ", elapsed);
  const start = performance.now();
  const clock = setInterval(() => (elapsed.textContent = seconds(performance.now() - start, 1)), 100);
  buttons().forEach((button) => (button.disabled = true));
  byId("bursts").prepend(running);
  try {
    const result = await api.burst(byId("burst-size").value, caching);
    running.replaceWith(report(result));
    showMedians(result);
  } catch (failure) {
    running.replaceWith(make("p", { class: "problem" }, failure.message));
  } finally {
    clearInterval(clock);
    buttons().forEach((button) => (button.disabled = false));
  }
  while (byId("bursts").children.length > MAX_SHOWN) {
    byId("bursts").lastChild.remove();
  }
}

/** Sets the last burst of each kind side by side, as soon as there are two. */
function showMedians({ request, answeredCount, medianMillis }) {
  if (answeredCount > 0) {
    lastMedians[request.caching] = medianMillis;
  }
  const kinds = Object.keys(NAMES).filter((kind) => kind in lastMedians);
  if (kinds.length > 1) {
    byId("burst-medians").hidden = false;
    byId("burst-medians").replaceChildren(
      ...kinds.flatMap((kind) => [
        make("b", { class: kind === "NONE" ? "database" : "cache" }, `${millis(lastMedians[kind])} with ${NAMES[kind]}`),
        " ",
      ]),
      make("span", { class: "note" }, "median time of an answer, last burst of each kind"),
    );
  }
}

function report(result) {
  const { request, answeredCount, fromCacheCount, fromSecondLevelCount, statementCount } = result;
  const cutShort = answeredCount < request.requestCount ? ` of ${count(request.requestCount)}, then time was up` : "";
  const split = make("div", { class: "split", "aria-hidden": "true" }, make("i"));
  split.style.setProperty("--share", `${((fromCacheCount + fromSecondLevelCount) / Math.max(1, answeredCount)) * 100}%`);
  return make(
    "article",
    { class: request.caching === "NONE" ? "" : "cached", "data-caching": request.caching },
    make("span", { class: "median" }, millis(result.medianMillis)),
    ` median, with ${NAMES[request.caching]}`,
    split,
    make(
      "p",
      {},
      `${count(answeredCount)} answered${cutShort} in ${seconds(result.elapsedMillis, 2)}, ` +
        `${count(result.perSecond)} searches/s: ${count(fromCacheCount)} from a cache, ` +
        `${count(fromSecondLevelCount)} from the second level, ` +
        `${count(result.fromDatabaseCount)} from the database (${count(statementCount)} queries). ` +
        `99th percentile ${millis(result.p99Millis)}.`,
    ),
  );
}
