import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { register } from "./main.mjs";

/** A client with the contract of the Freshworks app SDK: intercepted events wait for `done` or `fail`. */
class FakeClient {
  constructor(answer) {
    this.handlers = {};
    this.events = {
      on: (name, handler, options) => {
        assert.deepEqual(options, { intercept: true });
        this.handlers[name] = handler;
      },
    };
    this.request = {
      invokeTemplate: async (name, { body }) => {
        assert.ok(name in JSON.parse(readFileSync(new URL("config/requests.json", import.meta.url), "utf8")));
        this.asked = JSON.parse(body);
        if (answer instanceof Error) throw answer;
        return answer;
      },
    };
  }
  /** What becomes of the event: null when it goes on, else what the agent reads. */
  press(name, data) {
    return new Promise((resolve, reject) => {
      let told = 0;
      const once = (outcome) => (++told === 1 ? resolve(outcome) : reject(new Error("told twice")));
      const getData = typeof data === "function" ? data : () => data;
      this.handlers[name]({ type: name, helper: { getData, done: () => once(null), fail: (words) => once(words) } });
    });
  }
}

const answered = (decision, reasons = []) => ({ status: 200, response: JSON.stringify({ decision, reasons }) });
const unchecked = "Not sent: nobody could check this message. Please try again.";
const reply = { body: "<p>Calm down</p>" };

test("every intercepted event is told done or fail, once", async () => {
  for (const [answer, data, settings, expected] of [
    [answered("hold", ["“Calm down” …"]), reply, {}, "Not sent: “Calm down” …"],
    [answered("send"), reply, {}, null],
    [answered("hold"), { text: "Calm down" }, { fields: ["text"] }, "Not sent: no reason was given"],
    [answered("send"), {}, {}, unchecked],
    [answered("send"), {}, { onError: "allow" }, null],
    [answered("send"), undefined, {}, unchecked],
    [answered("send"), () => { throw new Error("no data"); }, {}, unchecked],
    [new Error("down"), reply, {}, unchecked],
    [new Error("down"), reply, { onError: "allow" }, null],
    [{ status: 503, response: "{}" }, reply, {}, unchecked],
    [{ status: 200, response: "<html>" }, reply, {}, unchecked],
  ]) {
    const client = new FakeClient(answer);
    register(client, settings);
    assert.equal(await client.press("ticket.sendReply", data), expected);
    assert.equal(await client.press("ticket.forward", data), expected);
  }
});

test("the words are read as HTML", async () => {
  const client = new FakeClient(answered("send"));
  register(client);
  await client.press("ticket.sendReply", reply);
  assert.deepEqual(client.asked[0].draft, { text: "<p>Calm down</p>", format: "html" });
  assert.ok(!("ticket.addNote" in client.handlers));
});
