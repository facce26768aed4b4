// A ticket that is called by signal: a touch tries the shaking out, and from then on the browser allows it.
import { shake } from "/static/phone-alert.js";

const control = document.querySelector("[data-try]");
control.hidden = !navigator.vibrate;
control.addEventListener("click", () => shake());
