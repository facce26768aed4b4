// A number that a kiosk gave without its line is not known before it is brought in: look again while the page is seen.

const EVERY_MS = 15_000;
const PATIENCE_MS = 10_000;

setInterval(look, EVERY_MS);

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.ok) location.reload();
  } catch {
    // No line either way: the next look will tell.
  }
}
