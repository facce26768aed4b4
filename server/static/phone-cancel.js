// The question before a number is given back, loaded when it is asked: in the page, so that a call still turns it gold.

const PATIENCE_MS = 10_000;

let loading = null;

/**
 * Puts the question in the place of `button`. `told(ticket)` hears what the ticket is after a yes, or null when it was
 * called or over before: then its own record tells. Whoever gets no answer may say yes again: it happens once.
 */
export async function ask(button, code, told) {
  if (button.disabled || button.hidden) return;
  button.disabled = true;
  await styled();
  button.disabled = false;
  const question = document.querySelector("template[data-question]").content.cloneNode(true).firstElementChild;
  const [yes, no] = question.querySelectorAll("button");
  const trouble = question.querySelector("[role=alert]");

  no.addEventListener("click", () => {
    close();
    button.focus();
  });
  yes.addEventListener("click", async () => {
    yes.disabled = true;
    trouble.hidden = true;
    const { status, ticket } = await cancel(code);
    yes.disabled = false;
    trouble.hidden = status === 200 || status === 409;
    if (!trouble.hidden) return;
    close();
    told(ticket);
  });

  function close() {
    question.remove();
    button.hidden = false;
  }

  button.hidden = true;
  button.after(question);
  question.querySelector("h2").focus();
  question.scrollIntoView({ block: "nearest" });
}

/** Its styles come once, before it is shown; without them it can still be read. */
function styled() {
  loading = loading || load();
  return loading;
}

function load() {
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/static/phone-cancel.css" });
  document.head.append(sheet);
  return new Promise((done) => (sheet.onload = sheet.onerror = done));
}

/** The answer's status, 0 for none in time, and the ticket as it is now if it was cancelled. */
async function cancel(code) {
  try {
    const response = await fetch(`/api/v1/tickets/${code}/cancel`, { method: "POST", signal: cutAfter(PATIENCE_MS) });
    return { status: response.status, ticket: response.ok ? await response.json() : null };
  } catch {
    return { status: 0, ticket: null };
  }
}

function cutAfter(ms) {
  const cut = new AbortController();
  setTimeout(() => cut.abort(), ms);
  return cut.signal;
}
