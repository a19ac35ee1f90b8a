// Every page: opens, is taken over without a jump, says what it is, and is readable where scripts do not run.
import assert from "node:assert/strict";

import { drawn } from "./host.mjs";

const slugs = async (page) =>
  page.$$eval(".card h2 a", (links) => links.map((link) => link.getAttribute("href").split("/").at(-2)));

export default [
  ["every page opens and is taken over", async ({ page, open, at, lang }) => {
    await open(at(""));
    const addons = await slugs(page);
    assert.ok(addons.length >= 8, `only ${addons.length} add-ons`);
    for (const path of ["", "compose/", "compare/", "relations/", "bookmarks/", "about/", ...addons.map((slug) => `addons/${slug}/`)]) {
      await open(at(path));
      assert.equal(await page.locator("h1").count(), 1, path);
      assert.equal(await page.locator("html").getAttribute("lang"), lang);
      assert.ok((await page.title()).length > 10);
    }
  }],
  ["taking over moves nothing", async ({ page, url, at }) => {
    for (const path of ["", "addons/django-environ/", "compose/"]) {
      await page.addInitScript(() => {
        window.shifts = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.shifts += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(new URL(at(path), url).href);
      await page.waitForSelector("body[data-ready]");
      await drawn(page);
      const shifts = await page.evaluate(() => window.shifts);
      assert.ok(shifts < 0.01, `${path}: layout shift ${shifts}`);
    }
  }],
  ["the prerendered page holds what the app shows", async ({ page, context, url, at, open }) => {
    const still = await (await context.browser().newContext({ javaScriptEnabled: false })).newPage();
    for (const path of ["", "addons/django-environ/", "about/", "bookmarks/", "compare/", "relations/"]) {
      await still.goto(new URL(at(path), url).href);
      await open(at(path));
      const text = (on) => on.locator("main").evaluate((main) => main.textContent.replace(/\s+/g, " ").trim());
      assert.equal(await text(page), await text(still), path);
    }
    await still.context().close();
  }],
  ["readable without scripts", async ({ page, url, at }) => {
    await page.goto(new URL(at("addons/django-environ/"), url).href);
    for (const panel of await page.locator(".panel").all()) assert.ok(await panel.isVisible());
    const height = await page.locator(".panel").evaluateAll((panels) => Math.min(...panels.map((panel) => panel.offsetHeight)));
    assert.ok(height > 60, `a panel of ${height} pixels`);
    await page.locator("[role=tab][aria-controls=pitfalls]").click();
    await page.waitForURL(/#pitfalls$/);
  }, { context: { javaScriptEnabled: false }, chromium: "Firefox's driver cannot switch scripts off" }],
  ["readable where the app cannot start", async ({ page, url, at, lang }) => {
    await page.addInitScript(() => delete globalThis.WebAssembly);
    await page.goto(new URL(at("addons/django-environ/"), url).href);
    await page.getByRole("alert").filter({ hasText: lang === "fr" ? "restent lisibles" : "stay readable" }).waitFor();
    for (const panel of await page.locator(".panel").all()) assert.ok(await panel.isVisible());
  }, { allowed: /does not run WebAssembly/ }],
  ["an unknown address shows the nearest add-ons", async ({ page, url, t }) => {
    const answer = await page.goto(new URL("en/addons/django-enviro/", url).href);
    assert.equal(answer.status(), 404);
    await page.waitForSelector("body[data-ready]");
    assert.equal(await page.locator("h1").innerText(), t.notFound);
    assert.match(await page.locator(".card h2").allInnerTexts().then((names) => names.join()), /environ/);
  }, { languages: ["en"], allowed: /status of 404/ }],
  ["focus, selection and scroll survive the taking over", async ({ page, url, at }) => {
    // The program is held back until the reader has done something on the static page.
    let release;
    const held = new Promise((resolve) => (release = resolve));
    await page.route("**/*_bg.wasm", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(new URL(at("addons/django-environ/"), url).href, { waitUntil: "domcontentloaded" });
    await page.evaluate(() => scrollTo(0, 400));
    await page.locator(".outward a").first().focus();
    await page.evaluate(() => {
      const text = document.querySelector(".prose p");
      getSelection().selectAllChildren(text);
    });
    const before = await page.evaluate(() => [getSelection().toString(), document.activeElement.textContent, scrollY]);
    release();
    await page.waitForSelector("body[data-ready]");
    const after = await page.evaluate(() => [getSelection().toString(), document.activeElement.textContent, scrollY]);
    assert.deepEqual(after, before);
    assert.ok(before[0].length > 20);
  }],
  ["the page without a language goes on to the reader's", async ({ page, url, lang }) => {
    await page.goto(url);
    await page.waitForURL(new RegExp(`/${lang}/$`));
  }],
  ["the theme is applied before the first paint and kept", async ({ page, open, at, t }) => {
    await open(at(""));
    const button = page.getByRole("button", { name: t.theme });
    await button.click();
    assert.equal(await page.locator("html").getAttribute("data-theme"), "light");
    await button.click();
    assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
    // Before the app is there: no script but boot.js has run.
    await page.route("**/*_bg.wasm", (route) => route.abort());
    await page.reload({ waitUntil: "domcontentloaded" });
    assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  }, { allowed: /Failed to load resource|Failed to fetch|TypeError/ }],
  ["a long visit takes no more memory than a short one", async ({ page, open, at }) => {
    await page.addInitScript(() => {
      const own = WebAssembly.instantiateStreaming;
      WebAssembly.instantiateStreaming = async (...given) => {
        const made = await own.apply(WebAssembly, given);
        window.programMemory = made.instance.exports.memory;
        return made;
      };
    });
    await open(at(""));
    const pages = await page.evaluate(async () => {
      const frame = () => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
      const visits = async (count) => {
        for (let visit = 0; visit < count; visit += 1) {
          for (const link of [".card h2 a", ".menu a[href$='bookmarks/']", ".brand"]) {
            while (!document.querySelector(link)) await frame();
            document.querySelector(link).click();
            await frame();
            await frame();
          }
        }
        return window.programMemory.buffer.byteLength / 65_536;
      };
      return [await visits(30), await visits(60)];
    });
    // A reader of a page that is gone would leave some kilobytes each time.
    assert.ok(pages[1] <= pages[0] + 2, `${pages[0]} pages of memory after 90 steps, ${pages[1]} after 270`);
  }, { languages: ["en"] }],
];
