// From an action to the next paint, as the browser itself times it (Event Timing): real clicks and keys in the built
// guide, with the processor 4 times slower. What the browser does not report was painted within 16 ms and counts as 16.
//
//     XTASK=... NODE_PATH=... node interactions.mjs CHROME

import { head, installed, launch, newPage, quantiles, ready, row, serve } from "./guide.mjs";

const [executablePath] = process.argv.slice(2);
const QUICKEST = 16;
const WORDS = ["CSRF verification failed", "celery retry", "allauth social", "connexion google", "djngo-redis", "STORAGES"];

const server = await serve();
const browser = await launch(executablePath);
const { context, page } = await newPage(browser, { slower: 4 });
await context.addInitScript(() => {
  window.seen = [];
  window.starts = [];
  new PerformanceObserver((list) => {
    for (const { interactionId, startTime, duration } of list.getEntries()) {
      if (interactionId) seen.push([startTime, duration]);
    }
  }).observe({ type: "event", buffered: true, durationThreshold: 16 });
  window.composed = [];
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === "compose") composed.push(duration);
  }).observe({ type: "measure", buffered: true });
  // A click that leaves the page is timed from here to the first paint of the next.
  addEventListener("click", (event) => sessionStorage.setItem("clicked", performance.timeOrigin + event.timeStamp), true);
});
let requests = 0;
page.on("request", () => (requests += 1));

const open = async (path) => {
  await page.goto(new URL(path, server.address).href);
  await ready(page);
  // What is done once after the start is not what is measured.
  await page.waitForTimeout(1500);
};

// Does each thing in turn, then matches what the browser has timed with what was done.
const timed = async (count, act) => {
  for (let number = 0; number < count; number += 1) {
    await page.evaluate(() => starts.push(performance.now()));
    await act(number);
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted, 30))));
  }
  await page.waitForTimeout(500);
  return page.evaluate(([count, quickest]) => {
    const own = starts.slice(-count);
    return own.map((start, number) => {
      const inside = seen.filter(([time]) => time >= start && time < (own[number + 1] ?? Infinity));
      return Math.max(quickest, ...inside.map(([, duration]) => duration));
    });
  }, [count, QUICKEST]);
};

const all = [];
const note = (name, times) => {
  all.push(...times);
  row(name, times.length, ...quantiles(times, [0.5, 0.95, 0.98]).map((time) => Math.round(time)));
};
head("Action, processor 4 times slower", "times", "p50", "p95", "p98");

await page.goto(new URL("en/", server.address).href);
await ready(page);
const beforeReady = requests;
await installed(page);

await open("en/");
await page.evaluate(() => document.querySelector(".filters").setAttribute("open", ""));
const tags = page.locator(".filters label:has(input:not(:disabled))");
const first = tags.first();
note("filter by a tag", await timed(50, async (number) => {
  // One comes, and goes again: the list is full before each second click.
  if (number % 2) await page.locator(".filters label:has(input:checked)").first().click();
  else await tags.nth((number / 2) % (await tags.count())).click();
}));
await first.waitFor();

await page.keyboard.press("/");
await page.waitForSelector(".palette input");
await page.waitForTimeout(1500);
const keys = WORDS.flatMap((word) => [...word, "clear"]);
const typed = await timed(keys.length, (number) =>
  keys[number] === "clear" ? page.locator(".palette input").fill("") : page.keyboard.press(keys[number] === " " ? "Space" : keys[number]));
note("a key in the search", typed.filter((_, number) => keys[number] !== "clear"));

await open("en/addons/celery/");
const tabs = page.locator("[role=tab]");
const count = await tabs.count();
note("another tab", await timed(5 * count, (number) => tabs.nth((number + 1) % count).click()));

await open("en/compose/");
const ticks = page.locator("[data-peek] > label");
const addons = await ticks.count();
note("tick or untick an add-on", await timed(2 * addons, (number) => ticks.nth(number % addons).click()));
const composed = await page.evaluate(() => window.composed.slice(1));

await open("en/");
const switched = [];
for (let number = 0; number < 20; number += 1) {
  await Promise.all([page.waitForEvent("domcontentloaded"), page.locator("a[data-language]").click()]);
  await ready(page);
  switched.push(await page.evaluate(async () => {
    const paint = () => performance.getEntriesByName("first-contentful-paint")[0];
    while (!paint()) await new Promise((later) => setTimeout(later, 20));
    return performance.timeOrigin + paint().startTime - Number(sessionStorage.getItem("clicked"));
  }));
}
note("another language, a load of the page from the offline copy", switched);
note("**all of them**", all.slice());
if (composed.length) row("of a tick composing alone", composed.length, ...quantiles(composed, [0.5, 0.95, 0.98]).map((time) => Math.round(time)));
row("requests of a first visit before the guide answers", beforeReady, "", "", "");

await browser.close();
await server.stop();
