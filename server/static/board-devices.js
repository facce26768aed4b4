// The devices of a branch: what is wrong, in words for the person who must mend it, and how each one fares.
import { hhmm } from "/static/times.js";

const ICONS = "/static/vendor/icons.svg#";
const SAID = new Set([
  "out_of_paper", "paper_low", "near_end", "cover_open", "printer_fault", "overheat", "overheated", "offline",
  "unreachable", "timed_out", "connection_closed", "line_error", "refused", "printer_error", "unknown_printer",
  "bad_picture", "missing_glyph", "clock_off", "unsynced", "burst", "sound_blocked", "sound_muted", "sound_missing",
  "picture_old", "voice_behind",
]);
// What can wait until the queue is short; everything else stops paper now.
const MILD = new Set(["near_end", "paper_low", "clock_off", "unsynced"]);

const SILENT = { kiosk: "advice_silent_kiosk", display: "advice_silent_display" };

/** One line a fault, the worst first: `{name, text, look}`. */
export function troubles({ devices }, t) {
  const found = devices.flatMap((device) =>
    faultsOf(device).map((code) => ({ name: device.name, text: advice(code, device, t), mild: MILD.has(code) })),
  );
  const worstFirst = [...found.filter(({ mild }) => !mild), ...found.filter(({ mild }) => mild)];
  return worstFirst.map(({ mild, ...line }) => ({ ...line, look: mild ? "mild" : "stop" }));
}

/** How each device fares, in a word or two. */
export function deviceLines({ devices }, t) {
  return devices.map((device) => ({ name: device.name, ...condition(device, t) }));
}

function condition({ scope, online, seen_at, printer, display }, t) {
  if (!online) {
    return { look: "off", icon: "wifi-slash", text: seen_at ? t("device_gone", { time: hhmm(seen_at) }) : t("device_never") };
  }
  if (display && display.faults.length) return { look: "stop", icon: "monitor", text: t("device_faulty") };
  if (scope !== "kiosk" || !printer) return { look: "good", icon: "monitor", text: t("device_here") };
  if (printer.faults.length || printer.state === "blocked") {
    const mild = printer.state !== "blocked" && printer.faults.every((code) => MILD.has(code));
    return { look: mild ? "mild" : "stop", icon: "printer", text: t("device_faulty") };
  }
  if (printer.state === "unknown") return { look: "off", icon: "printer", text: t("device_untold") };
  const metres = printer.paper_left_mm === null ? "" : t("device_paper", { n: Math.round(printer.paper_left_mm / 1000) });
  return { look: "good", icon: "printer", text: metres || t("device_ready") };
}

function faultsOf({ online, seen_at, printer, display }) {
  if (!online) return seen_at ? ["silent"] : [];
  if (display) return display.faults;
  if (!printer) return [];
  return printer.faults.length || printer.state !== "blocked" ? printer.faults : ["refused"];
}

function advice(code, { scope, seen_at }, t) {
  if (code === "silent") return t(SILENT[scope] || "advice_silent", { time: hhmm(seen_at) });
  return SAID.has(code) ? t(`advice_${code}`) : t("advice_other", { code });
}

/** Paints `{name, text, look, icon?}` into a list, touching only what changed. */
export function paintLines(list, template, lines) {
  list.hidden = lines.length === 0;
  while (list.children.length > lines.length) list.lastElementChild.remove();
  lines.forEach((line, i) => {
    if (!list.children[i]) list.append(document.getElementById(template).content.cloneNode(true));
    paintLine(list.children[i], line);
  });
}

function paintLine(node, { look, icon, ...texts }) {
  node.dataset.look = look;
  if (icon) node.querySelector("use").setAttribute("href", ICONS + icon);
  for (const part of node.querySelectorAll("[data-part]")) {
    if (part.textContent !== texts[part.dataset.part]) part.textContent = texts[part.dataset.part];
  }
}
