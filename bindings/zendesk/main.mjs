// Zendesk Support, an app in the ticket sidebar: a public reply that should not leave keeps the ticket from being saved.
import { UNCHECKED, reasonToHold, rendering } from "../js/hold.mjs";

/** The properties of the comment that is being written. */
const PATHS = ["comment.text", "comment.type", "comment.attachments"];

/**
 * Registers the save hook. A promise that is rejected keeps the ticket; one that answers `false` or words would save it.
 *
 * @param {any} client what `ZAFClient.init()` gives
 * @param {{url: string, onError?: "hold"|"allow", milliseconds?: number}} settings
 */
export function register(client, settings) {
  client.on("ticket.save", async () => {
    const reason = await check(client, settings);
    // The words of the rejection are shown to the agent.
    if (reason !== null) throw reason;
  });
}

async function check(client, settings) {
  let comment;
  try {
    comment = await client.get(PATHS);
  } catch {
    return settings.onError === "allow" ? null : UNCHECKED;
  }
  // Notes stay inside.
  if (comment["comment.type"] === "internalNote") return null;
  const attachments = (comment["comment.attachments"] ?? []).map(({ filename }) => ({ name: filename ?? "" }));
  // The editor gives HTML; what it gives is read as HTML, as plain words are HTML, too.
  const requests = [rendering(comment["comment.text"] ?? "", "html", "email", { attachments })];
  // Asked from Zendesk's side, so that the token stays out of the browser.
  const ask = (body) =>
    client.request({
      url: `${settings.url}/v1/decide`,
      type: "POST",
      contentType: "application/json",
      dataType: "json",
      data: JSON.stringify(body),
      headers: { Authorization: "Bearer {{setting.token}}" },
      secure: true,
    });
  return reasonToHold(ask, requests, settings);
}
