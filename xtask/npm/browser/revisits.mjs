// Coming again: pages from the offline copy, first while the server is there, then with the server stopped; the
// processor 4 times slower, each page loaded five times, the median counts.
//
//     XTASK=... NODE_PATH=... node revisits.mjs CHROME

import { head, installed, launch, median, newPage, ready, row, serve } from "./guide.mjs";

const [executablePath] = process.argv.slice(2);
const PAGES = ["en/", "fr/addons/celery/", "en/compose/", "fr/bookmarks/"];
const TIMES = 5;

const server = await serve();
const browser = await launch(executablePath);
const { context, page } = await newPage(browser, { slower: 4, viewport: { width: 412, height: 823 } });
await context.addInitScript(() => {
  const note = () => document.body?.hasAttribute("data-ready") && (window.readyAt ??= performance.now());
  new MutationObserver(note).observe(document, { childList: true, subtree: true, attributeFilter: ["data-ready"] });
});
await page.goto(new URL("en/", server.address).href);
await ready(page);
await installed(page);

const load = async (path) => {
  const times = { paint: [], answers: [] };
  for (let time = 0; time < TIMES; time += 1) {
    await page.goto("about:blank");
    await page.goto(new URL(path, server.address).href);
    await ready(page);
    const answers = await page.evaluate(() => window.readyAt);
    const paint = await page.evaluate(() => new Promise((resolve) => {
      new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({ type: "largest-contentful-paint", buffered: true });
    }));
    times.paint.push(paint);
    times.answers.push(answers);
  }
  return [median(times.paint), median(times.answers)].map((time) => `${(time / 1000).toFixed(2)} s`);
};

const rows = new Map(PAGES.map((path) => [path, []]));
for (const path of PAGES) rows.get(path).push(...(await load(path)));
await server.stop();
for (const path of PAGES) rows.get(path).push(...(await load(path)));
head("Page, median of 5", "LCP", "answers", "LCP, server stopped", "answers, server stopped");
for (const [path, times] of rows) row(`\`/${path}\``, ...times);
await browser.close();
