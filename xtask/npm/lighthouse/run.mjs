// Loads pages with Lighthouse's mobile profile (slow 4G, CPU four times slower, simulated) and prints the median of
// several cold loads of each as a Markdown table.
//
//     node run.mjs NODE_MODULES CHROME RUNS ADDRESS ...

import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, chromePath, runs, ...addresses] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(resolve(modules), path)).href);
const { default: lighthouse } = await load("lighthouse/core/index.js");
const { launch } = await load("chrome-launcher/dist/index.js");

const chromeFlags = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const columns = [
  ["FCP", "first-contentful-paint", (ms) => `${(ms / 1000).toFixed(2)} s`],
  ["LCP", "largest-contentful-paint", (ms) => `${(ms / 1000).toFixed(2)} s`],
  ["TBT", "total-blocking-time", (ms) => `${Math.round(ms)} ms`],
  ["TTI", "interactive", (ms) => `${(ms / 1000).toFixed(2)} s`],
  ["CLS", "cumulative-layout-shift", (shift) => shift.toFixed(3)],
];
const categories = ["performance", "accessibility", "best-practices", "seo"];
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

// Chromium now and then gives a trace without its beginning: such a load says nothing of the page, and is made again.
const AGAIN = ["NO_NAVSTART", "NO_TRACING_STARTED"];
async function loaded(address, left = 3) {
  // A new profile each time: nothing is cached, no worker is there.
  const chrome = await launch({ chromePath, chromeFlags });
  try {
    const { lhr } = await lighthouse(address, { port: chrome.port, logLevel: "error", onlyCategories: categories });
    if (!lhr.runtimeError) return lhr;
    if (!left || !AGAIN.includes(lhr.runtimeError.code)) throw new Error(`${address}: ${lhr.runtimeError.message}`);
  } finally {
    chrome.kill();
  }
  return loaded(address, left - 1);
}

console.log(`| Page, median of ${runs} | ${categories.join(" | ")} | ${columns.map(([name]) => name).join(" | ")} |`);
console.log(`|---|${"--:|".repeat(categories.length + columns.length)}`);
for (const address of addresses) {
  const results = [];
  for (let run = 0; run < Number(runs); run += 1) {
    results.push(await loaded(address));
    console.error(`${new URL(address).pathname} ${run + 1} of ${runs}`);
  }
  const scores = categories.map((name) => Math.round(100 * median(results.map((lhr) => lhr.categories[name].score))));
  const figures = columns.map(([, id, show]) => show(median(results.map((lhr) => lhr.audits[id].numericValue))));
  console.log(`| \`${new URL(address).pathname}\` | ${[...scores, ...figures].join(" | ")} |`);
}
