// Tries the page of `tactful serve` in Debian's Chromium: typing, underlines, hover, keys, one-click fixes, the verdict, an old answer that
// comes late, no foreign request, axe's accessibility rules, both colour schemes.
// Run by `.ci/hosts page`, or in a folder where `npm install playwright-core axe-core` was run: node page.mjs TACTFUL-BINARY [SCREENSHOT-PREFIX]
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "x.js"));
const { chromium } = require("playwright-core");
const [binary, prefix] = process.argv.slice(2);

const folder = mkdtempSync(join(tmpdir(), "page-"));
const token = "a-token-for-the-page";
writeFileSync(join(folder, "tokens"), token);
// Rules of our own, so that the page's test does not change with the built-in ones.
writeFileSync(join(folder, "tactful.toml"), `rulesets = ["house.toml"]
[levels]
"*" = "off"
"house/*" = "on"
"template/placeholder" = "on"
`);
writeFileSync(join(folder, "house.toml"), `[category]
title = "House"

[[rule]]
id = "house/calm-down"
level = "error"
avoid = ["calm down"]
say = "“{match}” tells the customer what to feel"
why = "Nobody calms down because they are told to."
offer = ["I want to put this right."]
source = "made for this test"
bad = ["Please calm down."]
good = ["The sea was calm."]

[[rule]]
id = "house/utilize"
level = "warning"
safe = true
replace = { "utilize" = "use" }
say = "“{match}” is stiff; say “{instead}”"
why = "Short words are read faster."
source = "made for this test"
bad = ["Please utilize the form."]
good = ["Please use the form."]

[[rule]]
id = "house/asap"
level = "suggestion"
avoid = ["asap"]
say = "“{match}” names no time"
why = "People plan with hours and days."
source = "made for this test"
bad = ["We will call asap."]
good = ["We will call today."]
`);

/** Starts the service and gives its address. */
async function start(...more) {
  const child = spawn(binary, ["serve", "--listen", "127.0.0.1:0", ...more], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  for await (const notice of child.stderr) {
    process.stderr.write(notice);
    const found = /listening on (\S+)/.exec(String(notice));
    if (found) return { child, address: found[1] + "/" };
  }
  throw new Error("the service did not start");
}

const open = await start(), guarded = await start("--token-file", "tokens");
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  for (const colorScheme of ["light", "dark"]) await tryPage(colorScheme);
  await tryToken();
  console.log("the page works");
} finally {
  await browser.close();
  open.child.kill();
  guarded.child.kill();
}

async function fresh(address, options) {
  const page = await browser.newPage({ viewport: { width: 1100, height: 820 }, ...options });
  const troubles = [];
  page.on("console", (message) => message.type() === "error" && !/401/.test(message.text()) && troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("request", (request) => request.url().startsWith(address) || troubles.push(request.url()));
  await page.goto(address);
  return { page, troubles };
}

async function tryPage(colorScheme) {
  const { page, troubles } = await fresh(open.address, { colorScheme });
  const verdict = (words) => page.locator("#verdict", { hasText: words }).waitFor({ timeout: 5000 });
  const marks = () => page.locator("#mirror mark").allTextContents();

  // Typing checks, with what the customer said; positions survive what UTF-16 counts twice.
  await page.fill("#customer", "My order never came and I am furious!!");
  await page.locator("#reply").pressSequentially("Hi 😀 Maria, please calm down. You may utilize the form asap.");
  await verdict("Would be held");
  assert.deepEqual(await marks(), ["calm down", "utilize", "asap"]);
  assert.equal(await page.getAttribute("#send", "aria-disabled"), "true");
  await page.locator("#live", { hasText: "would be held" }).waitFor({ state: "attached" });
  assert.match(await page.textContent("#mood"), /upset/);

  // The words of the mirror stand exactly behind those of the field.
  const drift = await page.evaluate(() => {
    const field = document.getElementById("reply"), mirror = document.getElementById("mirror");
    return [field.clientWidth - mirror.clientWidth, field.scrollHeight - field.clientHeight];
  });
  assert.deepEqual(drift, [0, 0]);

  // Hover explains.
  const box = await page.locator("#mirror mark", { hasText: "calm down" }).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.locator("#card").waitFor();
  assert.match(await page.textContent("#card"), /calm-down/);
  if (prefix) await page.screenshot({ path: `${prefix}-${colorScheme}.png` });

  // Keys: walk the findings, apply a fix, undo it.
  await page.keyboard.press("Escape");
  assert.ok(await page.isHidden("#card"));
  for (let tries = 0; tries < 8; tries++) {
    await page.keyboard.press("F8");
    if ((await page.evaluate(() => getSelection().toString())) === "utilize") break;
  }
  assert.equal(await page.evaluate(() => getSelection().toString()), "utilize");
  assert.match(await page.textContent("#live"), /stiff/);
  await page.keyboard.press("Alt+Enter");
  assert.match(await page.inputValue("#reply"), /😀.*use the form/);
  await page.locator("#mirror mark", { hasText: "utilize" }).waitFor({ state: "detached" });
  await page.keyboard.press("Control+z");
  assert.match(await page.inputValue("#reply"), /utilize/);

  // One click does the same, in the list.
  await page.locator("li.finding", { hasText: "utilize" }).getByRole("button", { name: "Apply: use" }).click();
  assert.match(await page.inputValue("#reply"), /use the form/);

  // Underlines move along with the words while an answer is under way.
  await page.route("**/v1/check", async (route) => { await new Promise((done) => setTimeout(done, 400)); await route.continue().catch(() => {}); });
  await page.evaluate(() => document.getElementById("reply").setSelectionRange(0, 0));
  await page.keyboard.type("Oh, ");
  assert.ok((await marks()).includes("calm down"));

  // An answer about words that are gone is not shown.
  await page.fill("#reply", "Calm down.");
  await page.waitForTimeout(200);
  await page.fill("#reply", "Thanks for waiting! Your refund is on its way.");
  await verdict("Would be sent");
  assert.deepEqual(await marks(), []);
  await page.unroute("**/v1/check");

  // Reasons bring the rule's own examples.
  await page.fill("#reply", "Calm down.");
  await verdict("Would be held");
  await page.locator("li.finding summary").first().click();
  await page.locator("li.finding details .good, li.finding details .bad").first().waitFor();

  // The choices count: a placeholder may stand in a draft and not in a message about to leave.
  await page.fill("#customer", "");
  await page.fill("#reply", "Hi {{contact.first_name}}, your refund is on its way.");
  await page.selectOption("#stage", "template");
  await page.waitForTimeout(500);
  const inTemplate = await page.locator("li.finding").count();
  await page.selectOption("#stage", "final");
  await verdict("Would be held");
  assert.ok(inTemplate < await page.locator("li.finding").count() || inTemplate === 0);

  await page.setViewportSize({ width: 390, height: 800 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out on a phone");
  if (prefix) await page.screenshot({ path: `${prefix}-${colorScheme}-phone.png` });

  assert.deepEqual(troubles, []);
  await page.close();
  await accessible(colorScheme);
}

/** axe's rules; its own script needs the policy off, so a page of its own. */
async function accessible(colorScheme) {
  const { page } = await fresh(open.address, { colorScheme, bypassCSP: true });
  await page.fill("#reply", "Please calm down. You may utilize it asap!!! As I already told you, you must wait.");
  await page.locator("li.finding").first().waitFor();
  await page.locator("li.finding").getByRole("button", { name: /Show/ }).first().click();
  await page.waitForTimeout(300);
  await page.addScriptTag({ path: require.resolve("axe-core/axe.min.js") });
  const { violations } = await page.evaluate(() => axe.run());
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html + " " + node.failureSummary).join(" | ")}`), []);
  await page.close();
}

async function tryToken() {
  const { page, troubles } = await fresh(guarded.address, {});
  await page.fill("#reply", "Calm down.");
  await page.locator("#token").waitFor();
  await page.fill("#token", token);
  await page.keyboard.press("Enter");
  await page.locator("#verdict", { hasText: "Would be held" }).waitFor();
  assert.ok(await page.isHidden("#token-form"));
  assert.deepEqual(troubles, []);
  await page.close();
}
