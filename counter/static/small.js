// The desk in a small window that stays over other programs, where the browser has one; else a narrow window.
import { byId, part, show, write } from "./nodes.js";

const SIZE = { width: 360, height: 560 };

export function listenToSmall() {
  byId("small").addEventListener("click", openSmall);
}

/** Who is next and how many wait: all that the small window has of the lists. */
export function drawNext({ counter, waiting, t }) {
  const next = waiting.find(({ id }) => counter.next && id === counter.next.id);
  const line = byId("next");
  write(part(line, "number"), next ? next.number : t("next_nobody"));
  part(line, "number").classList.toggle("ticket-no", Boolean(next));
  show(part(line, "priority"), Boolean(next) && next.priority !== "none");
  write(part(line, "count"), t("next_waiting", { n: waiting.length }));
}

async function openSmall() {
  if (!("documentPictureInPicture" in window)) return openNarrow();
  try {
    hold(await window.documentPictureInPicture.requestWindow(SIZE));
  } catch {
    openNarrow(); // the browser may still say no
  }
}

// A page of its own: it has its own line to the node, and one press there is one press.
function hold(over) {
  const frame = over.document.createElement("iframe");
  frame.src = location.href;
  frame.title = document.title;
  frame.style.cssText = "position:fixed;inset:0;width:100%;height:100%;border:0";
  over.document.body.append(frame);
  frame.addEventListener("load", () => frame.focus());
}

function openNarrow() {
  window.open(location.href, "moiso-small", `popup,width=${SIZE.width},height=${SIZE.height}`);
}
