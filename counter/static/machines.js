// Which kiosks can print, and what is wrong with those that cannot, in a few words.
import { byId, show, write } from "./nodes.js";

const SAID = new Set([
  "out_of_paper", "paper_low", "near_end", "cover_open", "printer_fault", "overheat", "overheated", "offline",
  "unreachable", "timed_out", "connection_closed", "line_error", "refused", "no_agent", "no_answer", "silent",
  "restarted", "printer_error", "clock_off", "unsynced", "burst", "sound_blocked", "sound_muted", "sound_missing",
]);

/** Kiosks that are there; one of them that has a fault is still named, with its fault. */
export function printersOf(devices) {
  return devices.filter(({ scope, online }) => scope === "kiosk" && online);
}

/** Of a wall what an officer makes up for: who calls where nobody hears it calls by voice. */
export function faultsOf({ online, seen_at, printer, display }) {
  if (!online) return seen_at ? ["silent"] : [];
  if (display) return display.faults.filter((code) => code.startsWith("sound_"));
  return printer ? printer.faults : [];
}

export function faultWord(code, t) {
  return SAID.has(code) ? t(`fault_${code}`) : t("fault_other", { code });
}

/** "Ki-ốt 1: hết giấy", at the foot of the page, for as long as it lasts. */
export function drawMachines({ devices, t }) {
  const told = devices
    .filter((device) => faultsOf(device).length > 0)
    .map((device) => t("machine", { name: device.name, faults: words(faultsOf(device), t) }));
  show(byId("machines"), told.length > 0);
  write(byId("machines-text"), told.join("; "));
}

export function words(faults, t) {
  return faults.map((code) => faultWord(code, t)).join(", ");
}
