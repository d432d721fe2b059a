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

export const search = (text, script, page) =>
  request(`api/search?${new URLSearchParams({ text, script, page })}`);
export const facets = (text) => request(`api/facets?${new URLSearchParams({ text })}`);
export const character = (codePoint) => request(`api/characters/${codePoint}`);
export const caches = () => request("api/caches");
export const clearCache = (name) => request(`api/caches/${encodeURIComponent(name)}`, { method: "DELETE" });
export const burst = (requests, cached) =>
  request(`api/bursts?${new URLSearchParams({ requests, cached })}`, { method: "POST" });
