// Outlook, Smart Alerts: `OnMessageSend` is told whether the mail may leave (requirement set Mailbox 1.12).
import { UNCHECKED, reasonToHold, rendering } from "../js/hold.mjs";

/**
 * @param {Office.MailboxEvent} event
 * @param {{url: string, token?: string, onError?: "hold"|"allow", milliseconds?: number, fetch?: typeof fetch}} settings
 */
export async function onMessageSend(event, settings) {
  let reason;
  try {
    const item = /** @type {Office.MessageCompose} */ (Office.context.mailbox.item);
    const [subject, html, text, files] = await Promise.all([
      got((take) => item.subject.getAsync(take)),
      got((take) => item.body.getAsync(Office.CoercionType.Html, take)),
      got((take) => item.body.getAsync(Office.CoercionType.Text, take)),
      got((take) => item.getAttachmentsAsync(take)),
    ]);
    const attachments = files.filter((file) => !file.isInline).map(({ name }) => ({ name }));
    const requests = [
      rendering(html, "html", "email", { subject, attachments }),
      rendering(text, "plain", "email", { attachments }),
    ];
    reason = await reasonToHold((body) => ask(body, settings), requests, settings);
  } catch {
    reason = settings.onError === "allow" ? null : UNCHECKED;
  }
  // Outlook waits for this call and for nothing else.
  if (reason === null) event.completed({ allowEvent: true });
  else event.completed({ allowEvent: false, errorMessage: reason });
}

/**
 * A callback of Office as a promise.
 *
 * @template T
 * @param {(take: (result: Office.AsyncResult<T>) => void) => void} begin
 * @returns {Promise<T>}
 */
function got(begin) {
  return new Promise((resolve, reject) => {
    begin((result) => {
      if (result.status === Office.AsyncResultStatus.Succeeded) resolve(result.value);
      else reject(new Error(result.error?.message));
    });
  });
}

/**
 * @param {import("../js/hold.mjs").Request[]} requests
 * @param {{url: string, token?: string, fetch?: typeof fetch}} settings
 */
async function ask(requests, { url, token, fetch = globalThis.fetch }) {
  const answer = await fetch(`${url}/v1/decide`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) },
    body: JSON.stringify(requests),
  });
  if (!answer.ok) throw new Error(`the service answers ${answer.status}`);
  return answer.json();
}
