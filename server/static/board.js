// The live board of one branch.
import { words } from "/brand/words.js";
import { paintCounters } from "/static/board-counters.js";
import { deviceLines, paintLines, troubles } from "/static/board-devices.js";
import { emergencies } from "/static/board-emergency.js";
import { paintFrame, say, write } from "/static/board-frame.js";
import { headline, hours, serviceRows, totalRow } from "/static/board-model.js";
import { recoveries } from "/static/board-recovery.js";
import { paintRows } from "/static/board-table.js";
import { helpBar } from "/static/help-bar.js";
import { follow, serverNow } from "/static/live.js";
import { local } from "/static/times.js";

const SECOND = 1000;
const { branch, language, timezone } = JSON.parse(document.getElementById("page").textContent);
const t = words(language);
const drawHelp = helpBar(branch, t);

let picture = null;

function take(snapshot) {
  picture = snapshot;
  paint();
}

function paint() {
  if (!picture) return;
  const link = document.body.dataset.link || "live";
  // A clock that runs on would make old figures look alive.
  const now = link === "live" ? serverNow() : new Date(picture.at);
  const here = local(serverNow(), timezone);
  paintFrame({ title: headline(picture, now, language, t), at: picture.at, here, link }, t);
  write("hours", hours(picture, t));
  paintRows(document.getElementById("services"), serviceRows(picture, now, language, t));
  paintRows(document.getElementById("total"), [totalRow(picture, now, t)]);
  paintCounters(document.getElementById("counters"), picture, now, language, t);
  drawHelp(picture.help, now);
  const lines = [...troubles(picture, t), ...emergencies(picture, t), ...recoveries(picture, now, t)];
  paintLines(document.getElementById("troubles"), "trouble", lines);
  paintLines(document.getElementById("devices"), "device", deviceLines(picture, t));
  say("no-devices", picture.devices.length ? "" : t("no_devices"));
  say("no-services", picture.services.length ? "" : t("no_services"));
  say("no-counters", emptiness());
}

function emptiness() {
  if (!picture.counters.length) return t("no_counters");
  return picture.counters.some((one) => one.state !== "closed") ? "" : t("no_counter_open");
}

setInterval(paint, SECOND);
follow({ branch, view: "desk" }, { snapshot: take, link: paint });
