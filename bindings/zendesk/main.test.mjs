import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

import { register } from "./main.mjs";

/**
 * How the SDK settles a save hook (`Utils.when` of zendesk_app_framework_sdk 2.0.11): the ticket is saved unless the hook throws,
 * rejects, or answers false, words or an error at once. The SDK's own code is used where SDK names its folder.
 */
function when() {
  if (process.env.ZAF_SDK) {
    globalThis.window ??= {};
    return createRequire(import.meta.url)(`${process.env.ZAF_SDK}/lib/utils.js`).when;
  }
  return async ([hook]) => {
    const given = hook();
    const isAsync = typeof given?.then === "function";
    if (!isAsync && (given === false || given instanceof Error || typeof given === "string")) throw given;
    return [await given];
  };
}

/** A client with the contract of ZAF v2. */
class FakeClient {
  constructor(comment, answer) {
    Object.assign(this, { comment, answer, hooks: {}, requests: [] });
  }
  on(event, hook) {
    this.hooks[event] = hook;
  }
  async get(paths) {
    if (this.comment === null) throw new Error("timeout");
    return Object.fromEntries([["errors", {}], ...paths.map((path) => [path, this.comment[path]])]);
  }
  async request(options) {
    this.requests.push(options);
    if (this.answer instanceof Error) throw this.answer;
    return this.answer;
  }
  /** What the agent sees: null when the ticket is saved. */
  async save() {
    return when()([() => this.hooks["ticket.save"]()]).then(() => null, (reason) => reason);
  }
}

const reply = { "comment.text": "<p>Calm <b>down</b></p>", "comment.type": "publicReply", "comment.attachments": [{ filename: "a.pdf" }] };
const hold = { decision: "hold", reasons: ["“Calm down” …"] };
const settings = { url: "https://tactful.example" };

test("a held reply is not saved, and the agent reads why", async () => {
  for (const [comment, answer, more, expected] of [
    [reply, hold, {}, "Not sent: “Calm down” …"],
    [reply, { decision: "send", reasons: [] }, {}, null],
    [{ ...reply, "comment.type": "internalNote" }, hold, {}, null],
    [{ ...reply, "comment.text": "" }, hold, {}, null],
    [null, hold, {}, "Not sent: nobody could check this message. Please try again."],
    [null, hold, { onError: "allow" }, null],
    [reply, new Error("down"), {}, "Not sent: nobody could check this message. Please try again."],
    [reply, new Error("down"), { onError: "allow" }, null],
  ]) {
    const client = new FakeClient(comment, answer);
    register(client, { ...settings, ...more });
    assert.equal(await client.save(), expected);
  }
});

test("the service is asked from Zendesk's side, about HTML and attachments", async () => {
  const client = new FakeClient(reply, hold);
  register(client, settings);
  await client.save();
  const [{ url, secure, headers, data }] = client.requests;
  assert.deepEqual([url, secure, headers.Authorization], ["https://tactful.example/v1/decide", true, "Bearer {{setting.token}}"]);
  const [{ draft, stage }] = JSON.parse(data);
  assert.deepEqual([draft.format, draft.attachments, stage], ["html", [{ name: "a.pdf" }], "final"]);
});

test("a hook that answers false or words later would save", async () => {
  for (const answer of [false, "no"]) {
    const client = new FakeClient(reply, hold);
    client.on("ticket.save", async () => answer);
    assert.equal(await client.save(), null);
  }
});
