// Every question the page asks the agent on this machine.

/** What the kiosk knows now; null when the agent itself does not answer. */
export async function askPicture() {
  return answered("/api/picture", { cache: "no-store" });
}

/** Which text is which clip of sound, and where the clips are; null where it cannot be had. */
export async function askVoice(version) {
  return answered(`/voice/${version}`, {});
}

/** Ask for the number of a touch; answers after the node did, or after the agent's patience. `card` names a card that
 * the agent has read; it is a header, because the body is written down. */
export async function askNumber(uuid, wish, card) {
  const headers = { "Content-Type": "application/json", ...(card && { "X-Card": card }) };
  const request = { method: "PUT", headers, body: JSON.stringify(wish) };
  return (await answered(`/api/touches/${uuid}`, request)) || { state: "away" };
}

/** How far the paper of a touch is. */
export async function askPaper(uuid) {
  return answered(`/api/touches/${uuid}`, { cache: "no-store" });
}

/** Another slip for a touch; however often it is asked for, one is printed at a time. */
export async function askSlip(uuid) {
  return answered(`/api/touches/${uuid}/slips`, { method: "POST" });
}

/** Where the ticket of a scanned code stands; `state` is found, unknown or away. */
export async function askStanding(code) {
  return (await answered(`/api/standing/${code}`, { cache: "no-store" })) || { state: "away" };
}

/** What the text of a card tells: `{state: "read", elderly, card}`, or unreadable or off. The text goes in the body only. */
export async function askCard(text) {
  const request = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ text }) };
  return (await answered("/api/card", request)) || { state: "unreadable" };
}

/** Call a member of staff; `{state}` is ringing, coming or away. */
export async function ringHelp() {
  return (await answered("/api/help", { method: "POST" })) || { state: "away" };
}

/** How that call stands; an agent that knows of none has lost it. */
export async function askHelp() {
  const answer = await answered("/api/help", { cache: "no-store" });
  return answer && answer.state !== "quiet" ? answer : { state: "away" };
}

/** Keep what a card told of this screen; null when it was not kept. */
export async function askCalibration(mm) {
  const request = { method: "PUT", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ mm }) };
  return answered("/api/calibration", request);
}

/** One test slip while the machine is tried out; `{state, advice}` as of any slip, null when it was not asked for. */
export async function printTrial() {
  return answered("/api/trial/slips", { method: "POST" });
}

export async function askTrial() {
  return answered("/api/trial", { cache: "no-store" });
}

/** Whoever stands before the machine says that citizens may come. */
export async function endTrial() {
  return answered("/api/trial", { method: "DELETE" });
}

async function answered(address, request) {
  try {
    const answer = await fetch(address, request);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
