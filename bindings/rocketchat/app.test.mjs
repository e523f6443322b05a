// Needs the compiled app: TACTFUL_APP names the file that `tsc` made of TactfulApp.ts; see tests/hosts/adapters.sh.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

const compiled = process.env.TACTFUL_APP;
const skip = compiled ? false : "the app is not compiled";
const make = () => new (createRequire(import.meta.url)(compiled).TactfulApp)({ id: "x", name: "Tactful", author: { name: "a", homepage: "b", support: "c" } }, { debug() {} });

/** The accessors that Rocket.Chat hands to an app, as far as it uses them. */
function surroundings(answer, settings = {}) {
  const seen = { requests: [], notices: [] };
  const values = { url: "http://tactful", token: "a-token", "fail-open": false, ...settings };
  const read = {
    getEnvironmentReader: () => ({ getSettings: () => ({ getValueById: async (id) => values[id] }) }),
    getNotifier: () => ({
      getMessageBuilder() {
        const message = {};
        const builder = { setRoom: (room) => ((message.room = room), builder), setText: (text) => ((message.text = text), builder), getMessage: () => message };
        return builder;
      },
      notifyUser: async (user, message) => void seen.notices.push([user.id, message.text]),
    }),
  };
  const http = {
    post: async (url, options) => {
      seen.requests.push([url, options]);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return { read, http, seen };
}

const message = (more = {}) => ({ room: { id: "r", type: "l", visitor: { id: "maria" } }, sender: { id: "ana" }, text: "Calm down", ...more });
const answered = (decision, reasons = []) => ({ statusCode: 200, content: JSON.stringify({ decision, reasons }) });
const unchecked = "Not sent: nobody could check this message. Please try again.";

test("true prevents, and the writer reads why", { skip }, async () => {
  for (const [answer, settings, expected] of [
    [answered("hold", ["“Calm down” …"]), {}, "Not sent: “Calm down” …"],
    [answered("send"), {}, null],
    [new Error("down"), {}, unchecked],
    [new Error("down"), { "fail-open": true }, null],
    [{ statusCode: 503, content: "{}" }, {}, unchecked],
    [{ statusCode: 200, content: "<html>" }, {}, unchecked],
  ]) {
    for (const event of ["executePreMessageSentPrevent", "executePreMessageUpdatedPrevent"]) {
      const { read, http, seen } = surroundings(answer, settings);
      assert.equal(await make()[event](message(), read, http), expected !== null);
      assert.deepEqual(seen.notices, expected === null ? [] : [["ana", expected]]);
    }
  }
});

test("attachments are read, too", { skip }, async () => {
  const { read, http, seen } = surroundings(answered("send"));
  await make().executePreMessageSentPrevent(message({ attachments: [{ text: "words", title: { value: "title" } }] }), read, http);
  const [[url, { headers, content }]] = seen.requests;
  assert.deepEqual([url, headers.Authorization], ["http://tactful/v1/decide", "Bearer a-token"]);
  assert.deepEqual(JSON.parse(content).map(({ draft }) => draft.text), ["Calm down", "words", "title"]);
});

test("only agents in conversations with customers are checked", { skip }, async () => {
  const app = make();
  assert.equal(await app.checkPreMessageSentPrevent(message()), true);
  assert.equal(await app.checkPreMessageSentPrevent(message({ sender: { id: "maria" } })), false);
  assert.equal(await app.checkPreMessageUpdatedPrevent(message({ room: { id: "r", type: "c" } })), false);
});
