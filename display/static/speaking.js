// Whether this wall is the voice of its hall: asked of the node every few seconds, and before each call.
import { ask } from "/static/display/paired.js";

const EVERY_MS = 3000;
const WITHIN_MS = 2500;

export class Speaking {
  /** `token` lets this wall ask; without one it speaks by itself, as somebody has told it to in its address. */
  constructor({ branch, token, voice }) {
    this.path = `/branches/${encodeURIComponent(branch)}/speaking`;
    this.token = token;
    this.voice = voice;
    if (token) setInterval(() => this.ask(null), EVERY_MS);
  }

  /** Whether this call is said here. Throws where the node does not answer: then nobody knows. */
  async may(call) {
    if (!this.token) return true;
    const answer = await this.ask(call.id);
    if (!answer || answer.status !== 200) throw new Error("nobody answers who may speak");
    return answer.said.say;
  }

  ask(call) {
    const body = { can: this.voice.state === "on", call };
    return ask(this.path, { token: this.token, body, within: WITHIN_MS });
  }
}
