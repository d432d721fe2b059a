const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 300;
const HEIGHT = 60;

/**
 * Draws up to two series of equal length into an svg element, newest value at the right edge.
 * What a series misses at its start stays empty; `length` values fill the width.
 */
export function draw(svg, series, { length, max, label }) {
  const top = max ?? Math.max(1, ...series.flat());
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-label", label);
  svg.replaceChildren(
    ...series.flatMap((values, index) => {
      const kind = index === 0 ? "first" : "second";
      const points = values.map((value, at) => [
        WIDTH - ((values.length - 1 - at) / (length - 1)) * WIDTH,
        HEIGHT - 2 - (value / top) * (HEIGHT - 6),
      ]);
      return points.length === 0 ? [] : [path(`area ${kind}`, area(points)), path(`line ${kind}`, line(points))];
    }),
  );
}

function path(className, data) {
  const element = document.createElementNS(SVG, "path");
  element.setAttribute("class", className);
  element.setAttribute("d", data);
  return element;
}

function line(points) {
  return `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;
}

function area(points) {
  return `${line(points)}L${points.at(-1)[0].toFixed(1)} ${HEIGHT}L${points[0][0].toFixed(1)} ${HEIGHT}Z`;
}
