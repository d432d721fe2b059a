/** What the server says of a request it refuses is in the error's message. */
async function request(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("The server does not answer. Is the application still running?");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Error(body.detail ?? `The server answered ${response.status}. Its log says why.`);
  }
  return body;
}

export const search = (text, script, page, caching = "ALL") =>
  request(`api/search?${new URLSearchParams({ text, script, page, caching })}`);
export const facets = (text, caching = "ALL") => request(`api/facets?${new URLSearchParams({ text, caching })}`);
export const character = (codePoint, caching = "ALL") =>
  request(`api/characters/${codePoint}?${new URLSearchParams({ caching })}`);
export const like = (codePoint) => request(`api/characters/${codePoint}/likes`, { method: "POST" });
export const caches = () => request("api/caches");
export const clearCache = (name) => request(`api/caches/${encodeURIComponent(name)}`, { method: "DELETE" });
export const secondLevel = () => request("api/second-level");
export const clearSecondLevel = () => request("api/second-level", { method: "DELETE" });
export const burst = (requests, caching) =>
  request(`api/bursts?${new URLSearchParams({ requests, caching })}`, { method: "POST" });
