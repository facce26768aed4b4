// A kiosk's page is only touched: nothing selects, drags, zooms, pastes, opens a menu or goes elsewhere.

const NEVER = [
  "contextmenu", "selectstart", "dragstart", "dragover", "drop", "copy", "cut", "paste", "beforeinput",
  "auxclick", "gesturestart", "gesturechange",
];
/** The buttons on a mouse's side go back and forward. */
const MAIN_BUTTON = 0;

/** Keys are kept by `keys.js`; what a page cannot stop is the browser's policy, see `kiosk/README.md`. */
export function lockDown() {
  for (const name of NEVER) document.addEventListener(name, stop, { capture: true });
  // Without a wheel nothing zooms, and a kiosk's pages never scroll.
  document.addEventListener("wheel", stop, { capture: true, passive: false });
  for (const name of ["mousedown", "mouseup"]) {
    document.addEventListener(name, (event) => event.button !== MAIN_BUTTON && stop(event), { capture: true });
  }
}

function stop(event) {
  if (event.cancelable) event.preventDefault();
}
