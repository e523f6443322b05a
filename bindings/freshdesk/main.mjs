// Freshdesk and Freshservice, an app on the ticket page: a reply that should not leave is stopped when the agent presses Send.
import { UNCHECKED, reasonToHold, rendering } from "../js/hold.mjs";

/** What an agent does that the customer reads. Notes stay inside. */
const EVENTS = ["ticket.sendReply", "ticket.forward"];

/**
 * Intercepts what is about to leave. Each intercepted event waits until it is told `done` or `fail`, so every path ends in one of them.
 *
 * @param {any} client what `app.initialized()` gives
 * @param {{fields?: string[], onError?: "hold"|"allow", milliseconds?: number}} [settings] `fields`: where the event keeps the words
 */
export function register(client, { fields = ["body", "message", "description"], ...options } = {}) {
  const intercept = async (event) => {
    let reason;
    try {
      const data = event.helper.getData() ?? {};
      const words = fields.map((field) => data[field]).filter((value) => typeof value === "string");
      const requests = words.map((text) => rendering(text, "html", "email"));
      // An event without words in a known place was not looked at.
      const unread = options.onError === "allow" ? null : UNCHECKED;
      reason = requests.length === 0 ? unread : await reasonToHold((body) => ask(client, body), requests, options);
    } catch {
      reason = options.onError === "allow" ? null : UNCHECKED;
    }
    if (reason === null) event.helper.done();
    else event.helper.fail(reason);
  };
  for (const name of EVENTS) client.events.on(name, intercept, { intercept: true });
}

/** Asks through the template `decide` of `config/requests.json`, from Freshworks' side: the token stays out of the browser. */
async function ask(client, requests) {
  const { status, response } = await client.request.invokeTemplate("decide", { body: JSON.stringify(requests) });
  if (status !== 200) throw new Error(`the service answers ${status}`);
  return JSON.parse(response);
}
