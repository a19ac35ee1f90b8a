// The browser tests: the release build in a real browser, under the real headers.
//
// `node run.mjs --dist DIR --program PATH [--engine firefox] [--only WORD] [--some] [--update]`; playwright-core and
// axe-core are found through NODE_PATH. The server is the project's own (`$XTASK serve --built --port 0`), or the one at
// --url. A test is a name and a function; it gets a fresh browser context and fails on any console warning or error, on
// any uncaught error, and on any request to another origin.
//
// The first engine is Chromium. Firefox is the one of the system, driven by WebDriver BiDi; a test that needs what only
// Chromium's own protocol can do says so. `--some` leaves out the suites where engines hardly differ, and one language;
// `--update` takes the pictures anew.
// playwright-core 1.64 is the last that Firefox 153 ESR understands: 1.65 asks for emulation.setMediaFeaturesOverride.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { parseArgs } from "node:util";

import about from "./about.mjs";
import accessibility from "./accessibility.mjs";
import addon from "./addon.mjs";
import bookmarks from "./bookmarks.mjs";
import browse from "./browse.mjs";
import compare from "./compare.mjs";
import compose from "./compose.mjs";
import environments from "./environments.mjs";
import facets from "./facets.mjs";
import hostile from "./hostile.mjs";
import insight from "./insight.mjs";
import keyboard from "./keyboard.mjs";
import language from "./language.mjs";
import offline from "./offline.mjs";
import pages from "./pages.mjs";
import places from "./places.mjs";
import screens from "./screens.mjs";
import search from "./search.mjs";
import servers from "./servers.mjs";
import stack from "./stack.mjs";
import stacks from "./stacks.mjs";
import updates from "./updates.mjs";
import walks from "./walks.mjs";
import widths from "./widths.mjs";
import { host, PATIENCE, site } from "./host.mjs";
import { texts } from "./texts.mjs";

const SUITES = {
  pages, widths, browse, facets, walks, addon, places, search, keyboard, bookmarks, stack, compare, compose, insight, stacks, language, about, offline, updates,
  environments, servers, hostile, accessibility, screens,
};
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
// What ends a test that hangs, or a browser that does not start.
const TEST_LIMIT = 15 * 60_000;
// How much longer the guide is patient in the tests, where it waits for its program or shows for some seconds what was
// done: on a busy machine that time would be over before anybody has looked. What happens when it is over is tested with
// a clock that the test sets.
const CALM = 20;
// Firefox speaks of what a page had asked the worker for when it was left.
const LEFT = /A ServiceWorker intercepted the request and encountered an unexpected error/;
// What `--some` runs: storage, history, downloads, offline copies and updates, in one language.
const SOME = { suites: ["pages", "bookmarks", "language", "offline", "updates"], languages: ["en"] };

// Why a test cannot say anything on this machine.
class Skipped extends Error {}
const skip = (why) => {
  throw new Skipped(why);
};

const { values: options } = parseArgs({
  options: {
    dist: { type: "string" }, program: { type: "string" }, engine: { type: "string", default: "chromium" }, url: { type: "string" },
    only: { type: "string" }, some: { type: "boolean" }, update: { type: "boolean" },
  },
});
const inFirefox = options.engine === "firefox";
const require = createRequire(import.meta.url);
const { chromium, firefox } = require("playwright-core");
const axe = require.resolve("axe-core/axe.min.js");

const server = await withFault(options.url ? { url: options.url, stop() {} } : await start());
const browser = inFirefox
  ? await firefox.launch({ channel: "moz-firefox", executablePath: options.program, timeout: TEST_LIMIT })
  : await chromium.launch({ executablePath: options.program, args: FLAGS, timeout: TEST_LIMIT });
// Those that tests open beside their own too.
browser.on("context", (context) => {
  context.setDefaultTimeout(PATIENCE);
  context.addInitScript(calm, CALM);
});
let passed = 0;
let failed = 0;
let skipped = 0;
try {
  for (const [suite, tests] of Object.entries(SUITES)) {
    if (options.some && !SOME.suites.includes(suite)) continue;
    for (const [name, run, settings = {}] of tests) {
      for (const lang of settings.languages ?? ["en", "fr"]) {
        const title = `${suite}: ${name} (${lang})`;
        if (options.only && !title.includes(options.only)) continue;
        if (options.some && settings.languages === undefined && !SOME.languages.includes(lang)) continue;
        const began = Date.now();
        try {
          if (inFirefox && settings.chromium) skip(settings.chromium);
          await one(run, settings, lang);
          passed += 1;
          console.log(`ok ${title} ${Date.now() - began} ms`);
        } catch (error) {
          if (error instanceof Skipped) {
            skipped += 1;
            console.log(`skipped ${title}: ${error.message}`);
            continue;
          }
          failed += 1;
          console.log(`not ok ${title}\n${String(error?.stack ?? error).split("\n").slice(0, 12).map((line) => `  ${line}`).join("\n")}`);
        }
      }
    }
  }
} finally {
  await browser.close();
  server.stop();
}
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed || !(passed + skipped) ? 1 : 0;

async function one(run, settings, lang) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: lang === "fr" ? "fr-FR" : "en-GB",
    permissions: inFirefox ? [] : ["clipboard-read", "clipboard-write"],
    acceptDownloads: true,
    ...settings.context,
  });
  const complaints = [];
  const origin = new URL(server.url).origin;
  context.on("console", (message) => {
    if (["warning", "error"].includes(message.type())) complaints.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => complaints.push(`uncaught: ${error.error()?.stack ?? error.error()}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== origin) complaints.push(`request to ${url.origin}`);
  });
  if (inFirefox) {
    // Its driver names only the class of an error.
    await context.addInitScript(() => {
      const say = console.error;
      console.error = (...all) => say.apply(console, all.map(String));
    });
  }
  const page = await context.newPage();
  const t = texts[lang];
  const open = async (path, on = page) => {
    await on.goto(new URL(path, server.url).href);
    if (settings.context?.javaScriptEnabled !== false) await on.waitForSelector("body[data-ready]");
  };
  const guide = { page, context, browser, dist: options.dist, lang, t, url: server.url, open, axe, complaints, at: (path) => `${lang}/${path}`, update: options.update, skip };
  let timer;
  // All cases of a test take longer than a sample of them.
  const wait = process.env.ASSURE ? TEST_LIMIT * 10 : TEST_LIMIT;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${wait / 1000} s`)), wait);
  });
  try {
    await Promise.race([run(guide), limit]);
    const wrong = complaints.filter((text) => !settings.allowed?.test(text) && !(inFirefox && LEFT.test(text)));
    if (wrong.length) throw new Error(wrong.join("\n"));
  } finally {
    clearTimeout(timer);
    await context.close();
  }
}

// Runs in the page, before all else.
function calm(times) {
  const own = window.setTimeout;
  window.setTimeout = (run, after, ...given) => own.call(window, run, after >= 1500 ? after * times : after, ...given);
}

// With a fault that the tests must find, the whole site has it.
async function withFault(server) {
  if (!process.env.MUTATION) return server;
  const { files } = site(options.dist);
  const faulty = await host(server.url, (path) => files.get(path));
  return { url: faulty.url, stop: () => faulty.stop().then(() => server.stop()) };
}

function start() {
  const child = spawn(process.env.XTASK, ["serve", "--built", "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  return new Promise((resolve, reject) => {
    let output = "";
    const read = (chunk) => {
      output += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(output);
      if (found) resolve({ url: found[0], stop: () => child.kill() });
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${output}`)));
  });
}
