// Why a message must not leave, in one line, or null when it may. The adapters beside this folder share it.

/** What people read when nobody could look. */
export const UNCHECKED = "Not sent: nobody could check this message. Please try again.";

/**
 * @typedef {{version: 1, stage: "final", channel: string, draft: {text: string, format?: "plain"|"html", subject?: string, attachments?: {name: string}[]}}} Request
 * @typedef {{decision: "send"|"hold", reasons: string[]}} Decision
 */

/**
 * Asks the service about one message in all its renderings.
 *
 * @param {(requests: Request[]) => Promise<Decision>} ask sends the requests to `POST /v1/decide` the way the host allows
 * @param {Request[]} requests
 * @param {{onError?: "hold"|"allow", milliseconds?: number}} [options] what happens when the service does not answer in time
 * @returns {Promise<string|null>}
 */
export async function reasonToHold(ask, requests, { onError = "hold", milliseconds = 2000 } = {}) {
  const worded = requests.filter((request) => request.draft.text.trim() || request.draft.subject?.trim());
  if (worded.length === 0) return null;
  let clock;
  try {
    const late = new Promise((_, reject) => {
      clock = setTimeout(() => reject(new Error("the service does not answer")), milliseconds);
    });
    const answer = await Promise.race([ask(worded), late]);
    if (answer?.decision === "send") return null;
    if (answer?.decision === "hold") return `Not sent: ${answer.reasons[0] ?? "no reason was given"}`;
    throw new Error("this is no decision");
  } catch {
    return onError === "allow" ? null : UNCHECKED;
  } finally {
    clearTimeout(clock);
  }
}

/**
 * One rendering of a message.
 *
 * @param {string} text
 * @param {"plain"|"html"} format
 * @param {string} channel
 * @param {object} [more] a subject, attachments
 * @returns {Request}
 */
export function rendering(text, format, channel, more = {}) {
  return { version: 1, stage: "final", channel, draft: { text, format, ...more } };
}
