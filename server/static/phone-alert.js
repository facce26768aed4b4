// What a phone can do besides showing: shake at a call, and stay awake while its bearer waits.

const SHAKE_MS = [400, 200, 400, 200, 800, 300];
const AWAKE_IN = ["waiting", "parked", "called"];

let lock = null;
let wanted = false;

/** Phones without a motor, and pages nobody has touched yet, do nothing. */
export function shake(rounds = 1) {
  if (navigator.vibrate) navigator.vibrate(Array(rounds).fill(SHAKE_MS).flat());
}

/** Keeps the screen lit in the states where a call may come; `told(awake)` hears whether it does. */
export function stayAwake(state, told) {
  wanted = AWAKE_IN.includes(state);
  if (!wanted && lock) lock.release();
  if (wanted && !lock && document.visibilityState === "visible") request(told);
}

// Refused on a low battery or without HTTPS; the page then says that the screen may go dark.
async function request(told) {
  if (!navigator.wakeLock) return;
  try {
    lock = await navigator.wakeLock.request("screen");
  } catch {
    return;
  }
  lock.addEventListener("release", () => {
    lock = null;
    told(false);
  });
  told(true);
}
