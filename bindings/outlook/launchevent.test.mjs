import assert from "node:assert/strict";
import { test } from "node:test";

import { onMessageSend } from "./launchevent.mjs";

/** Office as far as the handler uses it: callbacks with a status and a value. */
function office(item) {
  const give = (value) => (...given) => {
    const take = given.at(-1);
    const failed = value instanceof Error;
    setImmediate(take, { status: failed ? "failed" : "succeeded", value, error: failed ? value : undefined });
  };
  globalThis.Office = {
    AsyncResultStatus: { Succeeded: "succeeded", Failed: "failed" },
    CoercionType: { Html: "html", Text: "text" },
    context: {
      mailbox: {
        item: {
          subject: { getAsync: give(item.subject) },
          body: { getAsync: (kind, take) => give(item[kind])(take) },
          getAttachmentsAsync: give(item.attachments ?? []),
        },
      },
    },
  };
}

/** The one call of `completed`; a second one would be an error in Outlook, too. */
function send(settings) {
  return new Promise((resolve, reject) => {
    let told = 0;
    const completed = (options) => (++told === 1 ? resolve(options) : reject(new Error("told twice")));
    onMessageSend({ completed }, { url: "https://tactful.example", ...settings });
  });
}

const mail = { subject: "Your parcel", html: "<p>Calm down</p>", text: "Calm down", attachments: [{ name: "a.pdf", isInline: false }, { name: "logo.png", isInline: true }] };
const answers = (status, body) => async () => ({ ok: status === 200, status, json: async () => body });
const unchecked = { allowEvent: false, errorMessage: "Not sent: nobody could check this message. Please try again." };

test("the mail leaves or stays, and Outlook is told once", async () => {
  for (const [item, settings, expected] of [
    [mail, { fetch: answers(200, { decision: "send", reasons: [] }) }, { allowEvent: true }],
    [mail, { fetch: answers(200, { decision: "hold", reasons: ["“Calm down” …"] }) }, { allowEvent: false, errorMessage: "Not sent: “Calm down” …" }],
    [mail, { fetch: answers(503, {}) }, unchecked],
    [mail, { fetch: answers(503, {}), onError: "allow" }, { allowEvent: true }],
    [mail, { fetch: async () => Promise.reject(new Error("down")) }, unchecked],
    [mail, { fetch: () => new Promise(() => {}), milliseconds: 5 }, unchecked],
    [{ ...mail, html: new Error("no body") }, { fetch: answers(200, { decision: "send", reasons: [] }) }, unchecked],
  ]) {
    office(item);
    assert.deepEqual(await send(settings), expected);
  }
});

test("both bodies, the subject and the files are sent along", async () => {
  office(mail);
  let asked;
  await send({
    token: "a-token",
    fetch: async (url, { headers, body }) => {
      asked = { url, headers, requests: JSON.parse(body) };
      return { ok: true, json: async () => ({ decision: "send", reasons: [] }) };
    },
  });
  assert.equal(asked.url, "https://tactful.example/v1/decide");
  assert.equal(asked.headers.Authorization, "Bearer a-token");
  const [html, text] = asked.requests.map(({ draft }) => draft);
  assert.deepEqual(html, { text: "<p>Calm down</p>", format: "html", subject: "Your parcel", attachments: [{ name: "a.pdf" }] });
  assert.deepEqual([text.text, text.format], ["Calm down", "plain"]);
});
