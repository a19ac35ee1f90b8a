// Measures search engines in Chromium on the same documents: `node run.mjs --chrome PROGRAM --files DIR --engine WASM`.
//
// DIR is what `search-bench export` has written. Prints Markdown, and writes what each engine has found to
// DIR/found.json for `search-bench judge`. A page per engine and size, so that none sees the garbage of another.
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const given = Object.fromEntries(process.argv.slice(2).reduce((pairs, word, at, all) =>
  (word.startsWith("--") ? [...pairs, [word.slice(2), all[at + 1]]] : pairs), []));
const require = createRequire(join(given.modules, "none.js"));
const { chromium } = require("playwright-core");
const here = dirname(fileURLToPath(import.meta.url));
// What is fetched by the name of an engine, from its package.
const CODE = {
  "minisearch.js": "minisearch/dist/es/index.js",
  "flexsearch.js": "flexsearch/dist/flexsearch.bundle.module.min.mjs",
  "fuse.js": "fuse.js/dist/fuse.min.mjs",
  "lunr.js": "lunr/lunr.min.js",
};
const TYPES = { ".js": "text/javascript", ".mjs": "text/javascript", ".html": "text/html", ".wasm": "application/wasm", ".json": "application/json" };
// Which engines are measured at which size: the others need minutes or gigabytes there.
const PLAN = [
  [1, ["ours", "minisearch", "minisearch, any word", "flexsearch", "fuse", "lunr"]],
  [10, ["ours", "minisearch", "flexsearch"]],
  [100, ["ours"]],
];

const server = createServer(async (request, response) => {
  const name = new URL(request.url, "http://localhost").pathname.slice(1);
  const file = name === "" ? join(here, "page.html")
    : name === "engine.wasm" ? given.engine
    : name === "engines.mjs" ? join(here, name)
    : CODE[name] ? join(given.modules, CODE[name]) : join(given.files, name);
  try {
    const body = await readFile(file);
    // With these the clock of the page ticks every 5 microseconds instead of every 100.
    response.writeHead(200, {
      "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
    }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const root = `http://127.0.0.1:${server.address().port}/`;

const queries = JSON.parse(await readFile(join(given.files, "queries.json"), "utf8"));
const browser = await chromium.launch({ executablePath: given.chrome, args: ["--no-sandbox"] });

// Opens a page, builds an engine in it, and lets `work` ask it.
async function withEngine(engine, lang, size, work) {
  const page = await browser.newPage();
  const devtools = await page.context().newCDPSession(page);
  const heap = async () => {
    await devtools.send("HeapProfiler.collectGarbage");
    return (await devtools.send("Runtime.getHeapUsage")).usedSize;
  };
  page.setDefaultTimeout(600_000);
  await page.goto(root);
  await page.evaluate(([engine, lang, size]) => window.load(engine, lang, size), [engine, lang, size]);
  const before = await heap();
  const built = await page.evaluate(() => window.build());
  const memory = (await heap()) - before + built.memory;
  const result = await work(page, { ...built, memory });
  await page.close();
  return result;
}

const milliseconds = (value) => (value < 10 ? value.toFixed(1) : value.toFixed(0));
const microseconds = (value) => (value < 10 ? value.toFixed(1) : value.toFixed(0));
const megabytes = (bytes) => (bytes / 1e6).toFixed(2);
console.log(`${browser.version()}\n`);
console.log("| Size | engine | p50 µs | p95 µs | p99 µs | max µs | keystrokes | ready ms | memory MB |");
console.log("| --: | --- | --: | --: | --: | --: | --: | --: | --: |");
for (const [size, engines] of PLAN) {
  for (const engine of engines) {
    const texts = queries.filter(({ lang }) => lang === "en").map(({ text }) => text);
    await withEngine(engine, "en", size, async (page, built) => {
      const times = await page.evaluate(([texts]) => window.type(texts), [texts]);
      times.sort((a, b) => a - b);
      const at = (share) => microseconds(times[Math.min(times.length - 1, Math.floor(times.length * share))]);
      console.log(`| ${size} | ${engine} | ${at(0.5)} | ${at(0.95)} | ${at(0.99)} | ${at(1)} | ${times.length} | ${milliseconds(built.ready)} | ${megabytes(built.memory)} |`);
    });
  }
}

const found = {};
for (const engine of PLAN[0][1]) {
  found[engine] = queries.map(() => []);
  for (const lang of ["en", "fr"]) {
    await withEngine(engine, lang, 1, async (page) => {
      const own = queries.map((query, at) => [at, query]).filter(([, query]) => query.lang === lang);
      const answers = await page.evaluate((texts) => window.answer(texts), own.map(([, { text }]) => text));
      own.forEach(([at], index) => { found[engine][at] = answers[index]; });
    });
  }
}
await writeFile(join(given.files, "found.json"), JSON.stringify(found));

console.log("\n| Sent | raw | brotli |\n| --- | --: | --: |");
const sizes = [["ours, code alone in a wasm", given.engine], ["ours, index en", join(given.files, "index-en-1.bin")], ["ours, index fr", join(given.files, "index-fr-1.bin")],
  ["documents en as JSON, for the others", join(given.files, "documents-en-1.json")],
  ...Object.entries(CODE).map(([name, path]) => [name, join(given.modules, path)])];
for (const [name, file] of sizes) {
  const bytes = await readFile(file);
  console.log(`| ${name} | ${bytes.length} | ${brotliCompressSync(bytes).length} |`);
}
await browser.close();
server.close();
