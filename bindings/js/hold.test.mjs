import assert from "node:assert/strict";
import { test } from "node:test";

import { UNCHECKED, reasonToHold, rendering } from "./hold.mjs";

const message = [rendering("Calm down", "plain", "chat")];

test("decisions become a reason or nothing", async () => {
  for (const [ask, options, expected] of [
    [async () => ({ decision: "send", reasons: [] }), {}, null],
    [async () => ({ decision: "hold", reasons: ["a (b/c)", "d"] }), {}, "Not sent: a (b/c)"],
    [async () => ({ decision: "hold", reasons: [] }), {}, "Not sent: no reason was given"],
    [async () => Promise.reject(new Error("down")), {}, UNCHECKED],
    [async () => Promise.reject(new Error("down")), { onError: "allow" }, null],
    [async () => ({ error: "too many requests" }), {}, UNCHECKED],
    [() => new Promise(() => {}), { milliseconds: 5 }, UNCHECKED],
    [() => { throw new Error("at once"); }, {}, UNCHECKED],
  ]) {
    assert.equal(await reasonToHold(ask, message, options), expected);
  }
});

test("what has no words is not asked about", async () => {
  const ask = () => assert.fail("asked");
  assert.equal(await reasonToHold(ask, [rendering(" \n", "plain", "chat")]), null);
  assert.equal(await reasonToHold(ask, []), null);
});
