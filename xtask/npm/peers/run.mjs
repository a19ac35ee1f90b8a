// Drives one browser through several sites with the same texts, and prints a Markdown table.
//
//     NODE_PATH=... node run.mjs CHROME "NAME=BYTES=ADDRESS" ...

import { createRequire } from "node:module";

const { chromium } = createRequire(import.meta.url)("playwright-core");
const [executablePath, ...given] = process.argv.slice(2);
const TIMES = 5;
const SLOWER = 4;
// Lighthouse's own constants for throttling by DevTools.
const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: (1474.56 * 1024) / 8, uploadThroughput: (675 * 1024) / 8 };
const WORDS = ["csrf", "redis", "worker", "storage", "signup"];
const PAGE = { "the guide": "en/addons/django-allauth/", "MkDocs Material": "en/addons/django-allauth/", VitePress: "en/addons/django-allauth.html" };
const SEARCH = {
  "the guide": { button: "button.search-button", input: ".palette input", results: ".palette", item: ".palette [role=option]" },
  "MkDocs Material": { button: "label.md-header__button[for=__search], .md-search__input", input: ".md-search__input", results: ".md-search-result", item: ".md-search-result__item" },
  VitePress: { button: "#local-search button", input: ".VPLocalSearchBox .search-input", results: ".VPLocalSearchBox", item: ".VPLocalSearchBox .result" },
};
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
const whole = (number) => Math.round(number).toLocaleString("en");
const browser = await chromium.launch({ executablePath, args: FLAGS });

async function visitor(slow) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  // A worker would fetch ahead past the slow network and past the count.
  await page.addInitScript(() => delete Navigator.prototype.serviceWorker);
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  if (slow) await session.send("Network.emulateNetworkConditions", SLOW_4G);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  return { context, page, session };
}

// A first visit in a fresh profile.
async function firstVisit(address) {
  const { context, page, session } = await visitor(true);
  let bytes = 0;
  let requests = 0;
  session.on("Network.requestWillBeSent", ({ request }) => (requests += request.url.startsWith("http") ? 1 : 0));
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.addInitScript(() => {
    window.long = [];
    new PerformanceObserver((list) => long.push(...list.getEntries().map(({ startTime, duration }) => [startTime, duration]))).observe({ type: "longtask", buffered: true });
  });
  await page.goto(address, { waitUntil: "networkidle" });
  await page.waitForTimeout(2000);
  const times = await page.evaluate(async () => {
    const lcp = await new Promise((resolve) => new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({ type: "largest-contentful-paint", buffered: true }));
    const fcp = performance.getEntriesByName("first-contentful-paint")[0].startTime;
    const blocked = long.filter(([start]) => start >= fcp).reduce((sum, [, duration]) => sum + Math.max(0, duration - 50), 0);
    return { lcp, fcp, blocked };
  });
  await context.close();
  return { bytes, requests, ...times };
}

// From opening the search to its first results, the network slow, nothing loaded before; then from each key to the
// change of the results.
async function search(address, { button, input, results, item }) {
  const { context, page, session } = await visitor(true);
  await page.goto(address, { waitUntil: "networkidle" });
  await page.waitForTimeout(2000);
  const began = Date.now();
  await page.locator(button).locator("visible=true").first().click();
  await page.locator(input).waitFor();
  // A query that comes before a search is ready may be lost to it: it is given again, as a reader would.
  const comes = () => page.locator(item).first().waitFor({ timeout: 5000 });
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await page.locator(input).fill("");
    await page.locator(input).fill("session");
    if (await comes().then(() => true, () => false)) break;
  }
  await comes();
  const first = Date.now() - began;
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await page.waitForTimeout(2000);
  await page.evaluate(([input, results]) => {
    window.keys = [];
    document.querySelector(input).addEventListener("input", () => keys.push([performance.now(), 0]), true);
    new MutationObserver((changes) => {
      const last = keys.at(-1);
      // The field itself is not a result.
      if (last && !last[1] && changes.some(({ target }) => !(target.nodeType === 1 && target.closest("form")))) last[1] = performance.now() - last[0];
    }).observe(document.querySelector(results), { childList: true, subtree: true, characterData: true });
  }, [input, results]);
  for (const word of WORDS) {
    await page.locator(input).fill("");
    await page.waitForTimeout(1200);
    for (const key of word) {
      await page.keyboard.press(key);
      await page.waitForTimeout(700);
    }
  }
  const keys = (await page.evaluate(() => keys.map(([, time]) => time))).filter((time) => time > 0);
  await context.close();
  return { first, keys };
}

// Whether a page that was not seen before is there without a network.
async function offline(address, other) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address, { waitUntil: "networkidle" });
  await page.evaluate(() => Promise.race([navigator.serviceWorker?.ready, new Promise((late) => setTimeout(late, 8000))]));
  await page.waitForTimeout(3000);
  await context.setOffline(true);
  const there = await page.goto(other).then(() => page.locator("h1").first().isVisible(), () => false);
  await context.close();
  return there ? "yes" : "no";
}

const columns = [];
for (const text of given) {
  const [name, weight, address] = text.split("=");
  const page = new URL(PAGE[name], address).href;
  const visits = [];
  for (let time = 0; time < TIMES; time += 1) {
    visits.push(await firstVisit(page));
    console.error(`${name}: visit ${time + 1} of ${TIMES}`);
  }
  const of = (key) => median(visits.map((visit) => visit[key]));
  const found = await search(page, SEARCH[name]);
  console.error(`${name}: searched, ${found.keys.length} keys`);
  columns.push([
    name, whole(of("bytes")), whole(of("requests")), seconds(of("fcp")), seconds(of("lcp")), `${whole(of("blocked"))} ms`,
    seconds(found.first), `${whole(median(found.keys))} ms`, await offline(page, page.replace("django-allauth", "django-axes")), whole(Number(weight)),
  ]);
}
const rows = [
  "", "first visit of a long page, bytes", "requests", "FCP", "LCP", "TBT", "search: from its button to the first results",
  "search: from a key to other results, median", "offline edition", "the whole site compressed, bytes",
];
rows.forEach((title, at) => {
  console.log(`| ${[title, ...columns.map((column) => column[at])].join(" | ")} |`);
  if (at === 0) console.log(`|---|${"--:|".repeat(columns.length)}`);
});
await browser.close();
