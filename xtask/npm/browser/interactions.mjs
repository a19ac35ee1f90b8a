// What a reader waits for after an action: presses keys and clicks in the built guide, and prints for each kind of
// action the time to the next paint, and for the composer the time that composing alone takes.
//
//     node interactions.mjs CHROME ADDRESS SLOWER       (playwright-core is found through NODE_PATH)
//
// SLOWER is how many times slower the processor is made; 4 is what Lighthouse takes for a phone.

import { createRequire } from "node:module";

const [executablePath, address, slower] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)("playwright-core");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--no-first-run"] });
const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
const session = await page.context().newCDPSession(page);
await session.send("Emulation.setCPUThrottlingRate", { rate: Number(slower) });

const open = async (path) => {
  await page.goto(new URL(path, address).href);
  await page.waitForSelector("body[data-ready]");
  // What is done once after the start is not what is measured.
  await page.waitForTimeout(1000);
};

// Acts on an element inside the page and waits for the frame after the next paint.
const act = (selector, at, kind, value) =>
  page.evaluate(
    async ([selector, at, kind, value]) => {
      const element = document.querySelectorAll(selector)[at];
      if (!element) throw new Error(`no ${selector} at ${at}`);
      const began = performance.now();
      if (kind === "type") {
        element.value = value;
        element.dispatchEvent(new InputEvent("input", { bubbles: true }));
      } else element.click();
      await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
      return {
        paint: performance.now() - began,
        composed: performance.getEntriesByName("compose", "measure").at(-1)?.duration,
      };
    },
    [selector, at, kind, value],
  );

const figures = [];
const note = (name, times) => {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))].toFixed(1);
  figures.push(`| ${name} | ${sorted.length} | ${at(0.5)} | ${at(0.95)} | ${at(0.98)} |`);
};
const each = async (count, run) => {
  const times = [];
  for (let at = 0; at < count; at += 1) times.push(await run(at));
  return times;
};

await open("en/");
const tags = await page.locator(".filters input").count();
await page.evaluate(() => document.querySelector(".filters").setAttribute("open", ""));
note("filter by a tag", (await each(2 * tags, (at) => act(".filters input:not(:disabled)", at % 2 ? 0 : 0, "click"))).map((time) => time.paint));

await page.keyboard.press("/");
await page.waitForSelector(".palette input");
await page.waitForTimeout(1000);
const words = ["CSRF verification failed", "celery retry", "allauth social", "connexion google", "djngo-redis", "STORAGES"];
const typed = [];
for (const word of words) {
  for (let length = 1; length <= word.length; length += 1) {
    typed.push((await act(".palette input", 0, "type", word.slice(0, length))).paint);
  }
}
note("a key in the search", typed);

await open("en/addons/celery/");
const tabs = await page.locator("[role=tab]").count();
note("another tab", (await each(4 * tabs, (at) => act("[role=tab]", at % tabs, "click"))).map((time) => time.paint));

await open("en/compose/");
const addons = await page.locator("[data-peek] > label > input").count();
const clicks = await each(2 * addons, (at) => act("[data-peek] > label > input", at % addons, "click"));
note("tick or untick an add-on", clicks.map((time) => time.paint));
note("of it composing", clicks.map((time) => time.composed));
await each(addons, (at) => act("[data-peek] > label > input", at, "click"));
const full = await each(20, () => act("[data-peek] > label > input", 0, "click"));
note("tick or untick one of all add-ons", full.map((time) => time.paint));
note("of it composing, all add-ons", full.map((time) => time.composed));

await browser.close();
console.log(`| Action, processor ${slower} times slower | times | median ms | p95 | p98 |\n|---|--:|--:|--:|--:|`);
console.log(figures.join("\n"));
