// What this screen was let in as; kept by the browser, one profile a screen.

const KEY = "moiso-display";

/** `{token, branch, name}`, or null. */
export function paired() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

export function keep({ token, branch, name }) {
  localStorage.setItem(KEY, JSON.stringify({ token, branch, name }));
}

/** Nobody knows this screen any more: back to its code. */
export function forget() {
  localStorage.removeItem(KEY);
}

/** The wall of a screen that was let in: its own part of the branch, if the centre file knows it by its name. */
export function wallOf({ branch, name }) {
  return `/display/${encodeURIComponent(branch)}?${query({ display: name })}`;
}

/** The page of the code, in the same language. */
export function codePage() {
  return `/display/pair?${query({})}`;
}

/** What the node answers a device: `{status, said}`; null while it says nothing `within` so many ms. */
export async function ask(path, { token, body, within = 10000 } = {}) {
  const headers = { ...(token && { Authorization: `Bearer ${token}` }), ...(body && { "Content-Type": "application/json" }) };
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(), within);
  try {
    const options = { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body) };
    const response = await fetch(`/api/v1${path}`, { ...options, cache: "no-store", signal: cut.signal });
    return { status: response.status, said: await response.json() };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

function query(values) {
  const language = new URLSearchParams(location.search).get("lang");
  return new URLSearchParams({ ...values, ...(language && { lang: language }) });
}
