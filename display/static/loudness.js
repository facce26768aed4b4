// How loud this wall is now, as the centre file says: another volume from an hour on, silence at quiet times.

const USUAL = 70;
const SPEAKS = { speaks: true, volume: USUAL, volume_by_hour: {}, quiet: [] };

/**
 * In percent, at `now`, the branch's local time as RFC 3339; 0 at a quiet time or for one that is not to speak. Without
 * `settings` a wall is as loud as usual.
 */
export function loudness(settings, now) {
  const { speaks, volume, volume_by_hour: byHour, quiet } = settings || SPEAKS;
  if (!speaks) return 0;
  const time = now.slice(11, 16);
  if (quiet.some(([from, to]) => isWithin(time, from, to))) return 0;
  const hour = Number(time.slice(0, 2));
  const since = Object.keys(byHour).map(Number).filter((from) => from <= hour);
  return since.length ? byHour[Math.max(...since)] : volume;
}

// A span may go over midnight.
function isWithin(time, from, to) {
  return from <= to ? from <= time && time < to : from <= time || time < to;
}
