// The same bytes in other folders and on other hosts, and browsers that lack something: the app starts, and does what it can.
import assert from "node:assert/strict";

import { host, installed, site } from "./host.mjs";

// What a reader does on every visit: open an add-on, keep it, search, compose. `path` is that of the front page.
async function visit(page, path, t) {
  await page.goto(path);
  await page.waitForSelector("body[data-ready]");
  await page.locator(".card h2 a", { hasText: "Celery" }).click();
  await page.locator("h1", { hasText: "Celery" }).waitFor();
  await page.locator(".star").click();
  assert.equal(await page.locator(".star").getAttribute("aria-pressed"), "true");
  await page.getByRole("tab").nth(2).click();
  await page.locator("body").press("/");
  await page.keyboard.type("whitenoise");
  await page.locator(".palette [role=option]").first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator("h1", { hasText: "WhiteNoise" }).waitFor();
  await page.locator(".menu a", { hasText: t.compose }).click();
  await page.waitForURL(/\/compose\//);
  await page.waitForSelector("body[data-ready]");
  await page.locator(".choice input[value=django-cors-headers]").check();
  await page.locator("#composed-file", { hasText: "corsheaders" }).waitFor();
}

// The site below `base`, on a host that answers as `change(found, path)` says.
async function on(guide, base, change, run) {
  const { files } = site(guide.dist);
  const server = await host(guide.url, (path) => change(files.get(path), path, files), base);
  try {
    return await run(server);
  } finally {
    await server.stop();
  }
}

const same = (found) => found;
const HOSTS = {
  "the root": ["/", same],
  "a folder": ["/x/", same],
  "a folder in a folder": ["/x/y/", same],
  "a host that has a page for what it does not have": ["/x/", (found, path, files) => found ?? files.get("404.html")],
  "a host that does not know WebAssembly": ["/x/", (found, path) => found && { ...found, fault: path.endsWith(".wasm") ? "type" : undefined }],
};
const elsewhere = Object.entries(HOSTS).map(([name, [base, change]]) => [
  `the same bytes serve ${name}`,
  (guide) => on(guide, base, change, async (server) => {
    const { page, lang, t } = guide;
    await visit(page, `${server.url}${lang}/`, t);
    // Every link of the front page and of an add-on leads to a page of this folder.
    for (const path of ["", "addons/celery/"]) {
      await page.goto(`${server.url}${lang}/${path}`);
      const links = await page.$$eval("a[href]", (all) => [...new Set(all.map((one) => one.href.split("#")[0]))]);
      const own = links.filter((link) => new URL(link).origin === new URL(server.url).origin);
      assert.ok(own.length > 8, `${own.length} links`);
      for (const link of own) {
        assert.ok(link.startsWith(server.url), link);
        assert.equal((await page.request.get(link)).status(), 200, link);
      }
    }
    await page.goto(`${server.url}${lang}/`);
    await installed(page);
    await server.stop();
    await page.goto(`${server.url}${lang}/addons/whitenoise/`);
    await page.waitForSelector("body[data-ready]");
    assert.ok((await page.locator(".panel .prose").first().innerText()).length > 200, "the offline copy serves this folder");
  }),
  { languages: name === "the root" ? ["fr"] : ["en"], allowed: /request to http:\/\/127|MIME|Failed to load resource|net::ERR|Failed to fetch/ },
]);

const gone = (target, ...names) => `for (const name of ${JSON.stringify(names)}) { try { delete ${target}[name]; } catch {} try { Object.defineProperty(${target}, name, { value: undefined, configurable: true }); } catch {} }`;
const BROWSERS = {
  "storage is blocked": `for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } });`,
  "storage is full": `Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };`,
  "an extension swallows what is stored": `Storage.prototype.setItem = () => {};`,
  "storage forgets": `Storage.prototype.getItem = () => null;`,
  "storage is emptied all the time": `setInterval(() => localStorage.clear(), 50);`,
  "cookies are blocked": `Object.defineProperty(Document.prototype, "cookie", { get() { throw new DOMException("blocked", "SecurityError"); } });`,
  "there are no locks between tabs": gone("Navigator.prototype", "locks"),
  "there is no channel between tabs": gone("window", "BroadcastChannel"),
  "there is no clipboard": gone("Navigator.prototype", "clipboard", "share"),
  "there are no workers": gone("Navigator.prototype", "serviceWorker"),
  "there are no caches": gone("window", "caches"),
  "the clock is at 1970": `Date.now = () => 0;`,
  "the clock is at 2100": `Date.now = () => 4102444800000;`,
  "history refuses": `let left = 3; for (const name of ["pushState", "replaceState"]) { const own = History.prototype[name]; History.prototype[name] = function (...all) { if (left-- <= 0) throw new DOMException("too many", "SecurityError"); return own.apply(this, all); }; }`,
  "there are no observers": gone("window", "IntersectionObserver", "ResizeObserver", "requestIdleCallback", "PerformanceObserver"),
  "there is no cryptography": gone("Crypto.prototype", "subtle", "randomUUID"),
  "words cannot be marked": gone("CSS", "highlights") + gone("window", "Highlight"),
  "there is no measuring": gone("Performance.prototype", "mark", "measure"),
};
const lacking = Object.entries(BROWSERS).map(([name, script], at) => [
  `a visit where ${name}`,
  async ({ page, url, lang, t }) => {
    await page.addInitScript(script);
    await visit(page, `${url}${lang}/`, t);
  },
  { languages: [at % 2 ? "fr" : "en"] },
]);

export default [
  ...elsewhere,
  ...lacking,
  ["no two files differ by case alone", async ({ dist }) => {
    const names = [...site(dist).files.keys()];
    assert.ok(names.length > 60, `${names.length} files`);
    assert.equal(new Set(names.map((name) => name.toLowerCase())).size, names.length);
  }, { languages: ["en"] }],
];
