// What the measuring scripts share: the built guide served by the project's own server ($XTASK), a Chromium, and how
// times are summed up. playwright-core is found through NODE_PATH.

import { spawn } from "node:child_process";
import { createRequire } from "node:module";

const { chromium } = createRequire(import.meta.url)("playwright-core");
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
  // Two thousand steps through the history are a flood to Chromium.
  "--disable-ipc-flooding-protection",
];

export const launch = (executablePath) => chromium.launch({ executablePath, args: FLAGS });

// A page in a fresh profile; the processor can be made slower, 4 times is what Lighthouse takes for a phone.
export async function newPage(browser, { slower = 1, viewport = { width: 1280, height: 900 }, ...settings } = {}) {
  const context = await browser.newContext({ viewport, ...settings });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const session = await context.newCDPSession(page);
  if (slower > 1) await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
  return { context, page, session };
}

// The guide that is built, at the address that the server says.
export function serve() {
  const child = spawn(process.env.XTASK, ["serve", "--built", "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const stop = async () => {
    child.kill();
    await ended;
  };
  return new Promise((resolve, reject) => {
    let output = "";
    const read = (chunk) => {
      output += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(output);
      if (found) resolve({ address: found[0], stop });
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${output}`)));
  });
}

export const ready = (page) => page.waitForSelector("body[data-ready]");

// The offline copy is whole, and this page is answered from it.
export const installed = (page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((later) => setTimeout(later, 50));
  });

const at = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
export const quantiles = (times, parts) => {
  const sorted = times.toSorted((a, b) => a - b);
  return parts.map((part) => at(sorted, part));
};
export const median = (times) => quantiles(times, [0.5])[0];
export const row = (...cells) => console.log(`| ${cells.join(" | ")} |`);
export const head = (...names) => {
  row(...names);
  console.log(`|---|${"--:|".repeat(names.length - 1)}`);
};
