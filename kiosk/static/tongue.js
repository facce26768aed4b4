// How a text is read aloud: which clips, one after the other. Pure; the text is one that stands on a page.

const RANGE = /([\d:]+)\s*–\s*([\d:]+)/g;
const TIME = /(\d{1,2}):(\d{2})/g;
const DATE = /(\d{1,2})\/(\d{1,2})(?![\d/])/g;
const WORDS = /[A-Z]{1,2}\d{3,}|\d+|[\p{L}\p{M}\d]+(?:[’'][\p{L}\p{M}]+)*/gu;
/** A ticket's number is read as it is printed, every zero of it. */
const NUMBER = /^[A-Z]{1,2}\d{3,}$/;
const CODE = /^[A-Z]+\d+$/;

/** `told` is one language of the voice: which text is which clip, and how numbers are read; `t` says figures in words. */
export function tongueOf({ texts, characters, counts }, t) {
  const clips = new Map(Object.entries(texts).map(([text, clip]) => [keyOf(wordsOf(text, t)), clip]));
  const longest = Math.max(1, ...[...clips.keys()].map((key) => key.split(" ").length));
  return { clips, longest, characters, counts, t };
}

/** `{clips, missing}`: the names of a text's clips in their order, and the words that nothing was spoken for. */
export function spoken(text, tongue) {
  const words = wordsOf(text, tongue.t);
  const said = { clips: [], missing: [] };
  for (let at = 0; at < words.length;) {
    const length = longestKnown(words, at, tongue);
    const clips = length ? [tongue.clips.get(keyOf(words.slice(at, at + length)))] : figures(words[at], tongue);
    if (clips) said.clips.push(...clips);
    else said.missing.push(words[at]);
    at += length || 1;
  }
  return said;
}

/** How many words from here are the longest text that is known: a sentence before the words in it. */
function longestKnown(words, at, { clips, longest }) {
  for (let length = Math.min(longest, words.length - at); length > 0; length -= 1) {
    if (clips.has(keyOf(words.slice(at, at + length)))) return length;
  }
  return 0;
}

function figures(word, { characters, counts }) {
  const oneByOne = (text) => [...text].flatMap((sign) => characters[sign]);
  if (NUMBER.test(word)) return oneByOne(word);
  if (/^\d+$/.test(word)) return String(Number(word)) === word && counts[word] || oneByOne(word);
  if (!CODE.test(word)) return null;
  const [, letters, count] = /^([A-Z]+)(\d+)$/.exec(word);
  return [...oneByOne(letters), ...figures(count, { characters, counts })];
}

/** "08:35 – 08:45" becomes "từ 8 giờ 35 phút đến 8 giờ 45 phút". */
function wordsOf(text, t) {
  const told = text.normalize("NFC").replace(RANGE, (_, low, high) => t("listen_range", { low, high }))
    .replace(TIME, (_, hour, minute) => clock(Number(hour), Number(minute), t))
    .replace(DATE, (_, day, month) => t("listen_date", { day: Number(day), month: Number(month) }));
  return told.match(WORDS) || [];
}

function clock(hour, minute, t) {
  if (minute === 0) return t("listen_hour", { hour });
  return t(minute < 10 ? "listen_time_early" : "listen_time", { hour, minute });
}

function keyOf(words) {
  return words.join(" ").toLowerCase();
}
