// After one visit the guide works with the network gone, and a new edition waits for the reader.
import assert from "node:assert/strict";

import { installed } from "./host.mjs";

export default [
  ["the whole guide works without a network", async ({ page, context, open, at, t }) => {
    await open(at(""));
    await installed(page);
    const slugs = await page.$$eval(".card h2 a", (links) => links.map((link) => link.getAttribute("href").split("/").at(-2)));
    await context.setOffline(true);
    for (const path of ["", "compose/", "bookmarks/", "about/", ...slugs.map((slug) => `addons/${slug}/`)]) {
      await open(at(path));
      assert.equal(await page.locator("h1").count(), 1, path);
    }
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    assert.ok((await page.locator(".panel .prose").first().innerText()).length > 200);
    await page.keyboard.press("/");
    await page.keyboard.type("celery");
    await page.locator(".palette [role=option]").first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator("h1", { hasText: "Celery" }).waitFor();
    // The other language is there too.
    await page.locator("a[data-language]").click();
    await page.waitForSelector(`html[lang=${t.other}] body[data-ready]`);
    assert.ok((await page.locator(".panel .prose").first().innerText()).length > 200);
  }],
  ["everything comes from the offline copy after the start", async ({ page, open, at }) => {
    await open(at(""));
    await installed(page);
    const asked = [];
    page.on("request", (request) => asked.push(request));
    await page.locator(".card h2 a").first().click();
    await page.getByRole("tab").nth(3).click();
    await page.keyboard.press("/");
    await page.keyboard.type("redis");
    await page.locator(".palette [role=option]").first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".menu a").nth(1).click();
    await page.locator(".choice input").first().check();
    assert.ok(asked.length > 0);
    for (const request of asked) assert.ok((await request.response())?.fromServiceWorker(), request.url());
  }, { chromium: "Firefox's driver does not tell the worker's answers from the network's" }],
  ["only the guide's own caches are its own", async ({ page, open, at }) => {
    await open(at(""));
    await page.evaluate(() => caches.open("somebody-else"));
    await installed(page);
    const names = await page.evaluate(() => caches.keys());
    assert.ok(names.includes("somebody-else"));
    assert.ok(names.filter((name) => name !== "somebody-else").every((name) => name.startsWith("django-addon-guide:/")), names.join());
  }, { languages: ["en"] }],
];
