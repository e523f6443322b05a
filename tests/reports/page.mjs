// Opens the HTML report's snapshot in Debian's Chromium: filter, keys, no script, no network, axe's accessibility rules in both colour schemes.
// Run on demand, in a folder where `npm install playwright-core axe-core` was run: node page.mjs SNAPSHOT [SCREENSHOT-PREFIX]
import assert from "node:assert/strict";
import { readFileSync, writeFileSync, mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "x.js"));
const { chromium } = require("playwright-core");
const [snapshot, prefix] = process.argv.slice(2);
const html = readFileSync(snapshot, "utf8").split("---\n").slice(2).join("---\n");
const file = join(mkdtempSync(join(tmpdir(), "report-")), "report.html");
writeFileSync(file, html);

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  for (const colorScheme of ["light", "dark"]) {
    const page = await browser.newPage({ colorScheme, bypassCSP: true, viewport: { width: 1000, height: 900 } });
    const troubles = [];
    page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
    page.on("pageerror", (error) => troubles.push(String(error)));
    page.on("request", (request) => request.url().startsWith("file:") || troubles.push(request.url()));
    await page.goto(`file://${file}`);
    const shown = () => page.locator("article:visible").count();
    const all = await shown();
    assert.equal(await page.textContent("output"), `${all} of ${all} replies shown`);

    await page.keyboard.press("/");
    await page.keyboard.type("act now");
    assert.equal(await shown(), 1);
    await page.keyboard.press("Escape");
    assert.equal(await shown(), all);

    await page.selectOption("#rule", "tone");
    const tone = await shown();
    assert.ok(0 < tone && tone < all);
    await page.selectOption("#rule", "");
    await page.getByLabel("suggestion").uncheck();
    await page.getByLabel("warning").uncheck();
    assert.equal(await page.locator("li:visible").count(), 3);
    await page.getByLabel("suggestion").check();
    await page.getByLabel("warning").check();

    await page.locator("h1").click();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    assert.equal(await page.evaluate(() => [...document.querySelectorAll("article")].indexOf(document.activeElement)), 1);
    await page.keyboard.press("k");
    assert.equal(await page.evaluate(() => [...document.querySelectorAll("article")].indexOf(document.activeElement)), 0);

    await page.addScriptTag({ path: require.resolve("axe-core") });
    const { violations } = await page.evaluate(() => window.axe.run());
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`), []);
    for (const width of [1000, 360]) {
      await page.setViewportSize({ width, height: 900 });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `scrolls sideways at ${width}`);
      if (prefix) await page.screenshot({ path: `${prefix}-${colorScheme}-${width}.png`, fullPage: width === 1000 });
    }
    assert.deepEqual(troubles, []);
    await page.close();
  }
  const plain = await browser.newPage({ javaScriptEnabled: false });
  await plain.goto(`file://${file}`);
  assert.equal(await plain.locator("form:visible").count(), 0);
  assert.equal(await plain.locator("li:visible").count(), 15);
  console.log("ok: the page filters, moves by keys, reads without script, asks no network, and passes axe in light and dark");
} finally {
  await browser.close();
}
