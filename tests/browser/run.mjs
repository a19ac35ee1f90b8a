// The browser tests: the release build in a real Chromium, under the real headers.
//
// `node run.mjs --dist DIR --chrome PATH [--only WORD] [--update: take the pictures anew]`; playwright-core and axe-core are found through NODE_PATH. The
// server is the project's own (`$XTASK serve --built --port 0`), or the one at --url. A test is a name and a function;
// it gets a fresh browser context and fails on any console warning or error, on any uncaught error, and on any request
// to another origin.
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
import screens from "./screens.mjs";
import search from "./search.mjs";
import stack from "./stack.mjs";
import stacks from "./stacks.mjs";
import updates from "./updates.mjs";
import { texts } from "./texts.mjs";

const SUITES = {
  pages, browse, facets, addon, search, keyboard, bookmarks, stack, compare, compose, insight, stacks, language, about, offline, updates,
  environments, hostile, accessibility, screens,
};
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const TEST_LIMIT = 90_000;

// Why a test cannot say anything on this machine.
class Skipped extends Error {}
const skip = (why) => {
  throw new Skipped(why);
};

const { values: options } = parseArgs({
  options: { dist: { type: "string" }, chrome: { type: "string" }, only: { type: "string" }, url: { type: "string" }, update: { type: "boolean" } },
});
const require = createRequire(import.meta.url);
const { chromium } = require("playwright-core");
const axe = require.resolve("axe-core/axe.min.js");

const server = options.url ? { url: options.url, stop() {} } : await start();
const browser = await chromium.launch({ executablePath: options.chrome, args: FLAGS });
let passed = 0;
let failed = 0;
let skipped = 0;
try {
  for (const [suite, tests] of Object.entries(SUITES)) {
    for (const [name, run, settings = {}] of tests) {
      for (const lang of settings.languages ?? ["en", "fr"]) {
        const title = `${suite}: ${name} (${lang})`;
        if (options.only && !title.includes(options.only)) continue;
        const began = Date.now();
        try {
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
    permissions: ["clipboard-read", "clipboard-write"],
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
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const t = texts[lang];
  const open = async (path, on = page) => {
    await on.goto(new URL(path, server.url).href);
    if (settings.context?.javaScriptEnabled !== false) await on.waitForSelector("body[data-ready]");
  };
  const guide = { page, context, browser, dist: options.dist, lang, t, url: server.url, open, axe, complaints, at: (path) => `${lang}/${path}`, update: options.update, skip };
  let timer;
  // All cases of a test take longer than a sample of them.
  const wait = process.env.ASSURE ? TEST_LIMIT * 40 : TEST_LIMIT;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${wait / 1000} s`)), wait);
  });
  try {
    await Promise.race([run(guide), limit]);
    const wrong = complaints.filter((text) => !settings.allowed?.test(text));
    if (wrong.length) throw new Error(wrong.join("\n"));
  } finally {
    clearTimeout(timer);
    await context.close();
  }
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
