// A host that misbehaves where it is told to, in front of the project's own server, whose headers it passes on; and
// other builds of the site to switch to, made from the one that is there.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join, relative } from "node:path";

const TEXT = /\.(html|js|webmanifest)$/;

// Files by path, as a server of this build has them; with the fault that `MUTATION` describes, when one is to be found.
export function site(dist) {
  const files = new Map();
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const path = relative(dist, join(entry.parentPath, entry.name));
    if (entry.isFile() && !/\.(br|gz)$/.test(path)) files.set(path, { body: readFileSync(join(dist, path)), like: path });
  }
  if (process.env.MUTATION) mutate(files, JSON.parse(process.env.MUTATION));
  return { files, build: /data-build="(\w+)"/.exec(files.get("en/index.html").body)[1] };
}

function mutate(files, { file, from, to }) {
  const path = [...files.keys()].find((path) => path.startsWith(file));
  const parts = files.get(path).body.toString("utf8").split(from);
  if (parts.length !== 2) throw new Error(`the mutation of ${file} no longer fits: ${parts.length - 1} places`);
  files.set(path, { ...files.get(path), body: Buffer.from(parts.join(to)) });
  // The offline copy is installed with the sums of what is there.
  files.set("sw.js", { ...files.get("sw.js"), body: worker(files, "mutation") });
}

const hash = (text, length) => createHash("sha256").update(text).digest("hex").slice(0, length);

// The same guide as another build: another id everywhere, and other names for the files whose names hold a hash, unless
// `sameNames`, as a host would have it whose caches are wrong.
export function another({ files, build }, seed, sameNames = false) {
  const id = hash(`${build} ${seed}`, 16);
  const renamed = new Map();
  for (const path of files.keys()) {
    const found = /^(.*-)([0-9a-f]{16})((?:_bg)?\.\w+)$/.exec(path);
    if (found && !sameNames) renamed.set(path, found[1] + hash(found[2] + seed, 16) + found[3]);
  }
  const change = (path, body) => {
    if (path.endsWith(".wasm")) return Buffer.from(body.toString("latin1").replaceAll(build, id), "latin1");
    if (!TEXT.test(path)) return body;
    let text = body.toString("utf8").replaceAll(build, id);
    for (const [from, to] of renamed) text = text.replaceAll(from, to);
    return Buffer.from(text);
  };
  const out = new Map();
  for (const [path, { body, like }] of files) out.set(renamed.get(path) ?? path, { body: change(path, body), like });
  out.set("sw.js", { ...out.get("sw.js"), body: worker(out, seed) });
  return { files: out, build: id };
}

// The worker of a build with the sums of its files; another seed is another worker with the same files.
export function worker(files, seed) {
  const text = files.get("sw.js").body.toString("utf8");
  const list = JSON.parse(/new Map\((\[\[.*?\]\])\)/.exec(text)[1]);
  const sums = list.map(([path]) => [path, `sha256-${createHash("sha256").update(files.get(path).body).digest("base64")}`]);
  const digest = /const DIGEST = "(\w+)"/.exec(text)[1];
  return Buffer.from(text.replace(/new Map\(\[\[.*?\]\]\)/, () => `new Map(${JSON.stringify(sums)})`).replace(digest, hash(digest + seed, 16)));
}

// Serves what `answer(path)` returns: a file of a site, with `fault` when it is to go wrong.
export async function host(upstream, answer, base = "/") {
  const headers = new Map();
  const like = async (path) => {
    if (!headers.has(path)) {
      const said = await fetch(new URL(path.replace(/(^|\/)index\.html$/, "$1"), upstream), { headers: { "accept-encoding": "identity" } });
      await said.arrayBuffer();
      headers.set(path, [...said.headers].filter(([name]) => !["date", "content-length", "content-encoding", "transfer-encoding", "connection", "server", "keep-alive"].includes(name)));
    }
    return headers.get(path);
  };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://host");
    if (!url.pathname.startsWith(base)) return response.writeHead(404).end();
    const path = decodeURIComponent(url.pathname.slice(base.length)).replace(/(^|\/)$/, "$1index.html");
    const found = answer(path);
    if (!found) return response.writeHead(404, { "content-type": "text/plain" }).end("not here");
    const { body, fault } = found;
    const head = Object.fromEntries(await like(found.like));
    const send = (status, headers, bytes) => response.writeHead(status, { ...headers, "content-length": bytes.length }).end(bytes);
    switch (fault) {
      case "404": return send(404, { "content-type": "text/plain" }, Buffer.from("gone"));
      // As a host sends it that goes by the name alone.
      case "404 for a year": return send(404, { "content-type": "text/plain", "cache-control": "public, max-age=31536000, immutable" }, Buffer.from("gone"));
      case "html": return send(200, { ...head, "content-type": "text/html; charset=utf-8" }, Buffer.from("<!doctype html><title>App</title>"));
      case "type": return send(200, { ...head, "content-type": "text/plain" }, body);
      case "truncated": return send(200, head, body.subarray(0, body.length >> 1));
      case "bytes": return send(200, head, Buffer.concat([body, Buffer.from("\n")]));
      case "redirect": return send(302, { location: `${base}icon.svg` }, Buffer.alloc(0));
      case "stall": return void setTimeout(() => send(200, head, body), 3000);
      case "cut":
        response.writeHead(200, { ...head, "content-length": body.length });
        response.write(body.subarray(0, body.length >> 1));
        return void setTimeout(() => response.destroy(), 50);
      default: return send(200, head, body);
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${base}`,
    stop: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    }),
  };
}

// Random numbers from a seed that is printed: SplitMix64.
export function dice(name) {
  const seed = process.env.ASSURE_SEED ?? String(Date.now());
  console.log(`# ${name}: ASSURE_SEED=${seed}`);
  let state = BigInt(seed);
  return (limit) => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
    let mixed = BigInt.asUintN(64, (state ^ (state >> 30n)) * 0xbf58476d1ce4e5b9n);
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
    return Number((mixed ^ (mixed >> 31n)) % BigInt(limit));
  };
}

// Some things are done otherwise in the second engine, or by its driver.
export const inFirefox = (page) => page.context().browser().browserType().name() === "firefox";

// The bytes of the file that is saved by an act. Firefox saves it, and its driver says nothing: there the page tells what
// it offered.
export async function saved(page, act) {
  if (!inFirefox(page)) {
    const [download] = await Promise.all([page.waitForEvent("download"), act()]);
    return readFileSync(await download.path());
  }
  await page.evaluate(() => {
    const offer = URL.createObjectURL;
    const click = HTMLAnchorElement.prototype.click;
    URL.createObjectURL = (blob) => offer.call(URL, (window.offered = blob));
    HTMLAnchorElement.prototype.click = function () {
      window.savedAs = this.download;
      return click.call(this);
    };
  });
  await act();
  await page.waitForFunction(() => window.savedAs);
  const bytes = await page.evaluate(async () => {
    window.savedAs = undefined;
    return [...new Uint8Array(await window.offered.arrayBuffer())];
  });
  return Buffer.from(bytes);
}

// A number of cases: few with every test, all for `cargo xtask assure`.
export const cases = (sample, all) => (process.env.ASSURE ? all : sample);

// How long, in milliseconds, anything is waited for that may never come: long enough for a machine that has other things
// to do, since only a failure waits to the end. A site with a fault in it fails on purpose, and is not waited for as long.
export const PATIENCE = process.env.MUTATION ? 30_000 : 120_000;

// Waits for a condition that must be waited for itself; `waitForFunction` takes any promise for a yes.
export async function until(page, condition) {
  for (const end = Date.now() + PATIENCE; !(await page.evaluate(condition).catch(replaced)); ) {
    if (Date.now() > end) throw new Error(`never came: ${condition}`);
    await page.waitForTimeout(50);
  }
}

// A page that gives way to another has no answer any more; the next one has.
function replaced(error) {
  if (!/context was destroyed|navigat/i.test(error.message)) throw error;
}

// The page has done what it puts off to the next frame, and has drawn it.
export const drawn = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))));

// The open search looks through all texts: what only they hold is found. Before, it knows names and headings.
export async function searchable(page) {
  const field = page.locator(".palette [role=combobox]");
  await field.fill("CORS_PREFLIGHT_MAX_AGE");
  await page.locator(".palette [role=option] mark", { hasText: /preflight/i }).first().waitFor();
  await field.fill("");
}

// The offline copy is whole and answers this page.
export const installed = (page) =>
  until(page, async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated" && navigator.serviceWorker.controller !== null);
