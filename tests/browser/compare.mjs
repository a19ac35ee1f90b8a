// Add-ons side by side, and the map of relations; by keyboard alone.
import assert from "node:assert/strict";

import { until } from "./host.mjs";

const heads = (page) => page.locator(".sides thead th a").allInnerTexts();

export default [
  ["gathered on the cards, compared side by side", async ({ page, open, at, t }) => {
    await open(at("?tags=debugging"));
    const names = (await page.locator(".card h2").allInnerTexts()).slice(0, 2);
    for (const at of [0, 1]) {
      await page.locator(".card .gather input").nth(at).focus();
      await page.keyboard.press("Space");
      await page.waitForFunction((count) => document.querySelector(".gathered .count")?.textContent === count, String(at + 1));
    }
    assert.match(page.url(), /compare=[\w-]+,[\w-]+/);
    await page.getByRole("link", { name: t.compareThese }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/compare\/\?compare=/);
    await page.waitForSelector("body[data-ready]");
    assert.deepEqual(await heads(page), names);
    assert.ok((await page.locator(".sides tbody tr").count()) > 20);
  }],
  ["what differs is marked, and can be all that is shown", async ({ page, open, at }) => {
    await open(at("compare/?compare=celery,pillow"));
    const marked = page.locator(".sides tbody tr.differs");
    assert.ok((await marked.count()) > 3);
    for (const row of await marked.all()) assert.match(await row.locator("th").innerText(), /≠/);
    const all = await page.locator(".sides tbody tr").count();
    await page.locator(".sides-tools input").focus();
    await page.keyboard.press("Space");
    assert.equal(await page.locator(".sides tbody tr:visible").count(), await marked.count());
    assert.ok((await marked.count()) < all);
  }],
  ["one is added, one is taken away, in place", async ({ page, open, at, t }) => {
    await open(at("compare/?compare=celery,nonsense,celery"));
    assert.equal((await heads(page)).length, 1);
    await page.locator(".empty .chips button, .picker select").first().focus();
    await page.locator(".picker select").selectOption("whitenoise");
    await page.locator(".picker button").focus();
    await page.keyboard.press("Enter");
    assert.equal((await heads(page)).length, 2);
    assert.match(page.url(), /compare=celery,whitenoise/);
    await page.locator(".sides thead").getByRole("button", { name: t.takeAway }).first().focus();
    await page.keyboard.press("Enter");
    assert.equal((await heads(page)).length, 1);
    assert.match(page.url(), /compare=whitenoise/);
  }],
  ["the table can be copied as Markdown, the page as a link", async ({ page, open, at, t }) => {
    await open(at("compare/?compare=django-silk,django-debug-toolbar&stack=django-6.1"));
    await page.getByRole("button", { name: t.copyMarkdown }).focus();
    await page.keyboard.press("Enter");
    await until(page, async () => (await navigator.clipboard.readText()).startsWith("| "));
    const lines = (await page.evaluate(() => navigator.clipboard.readText())).split("\n").filter((line) => line.startsWith("|"));
    const rows = await page.locator(".sides tbody tr").count();
    assert.equal(lines.length, rows + 2);
    await page.getByRole("button", { name: t.share }).focus();
    await page.keyboard.press("Enter");
    await until(page, async () => (await navigator.clipboard.readText()).includes("/compare/?compare=django-silk,django-debug-toolbar"));
  }],
  ["what a reader says of their stack is answered at once, as a reload answers it", async ({ page, open, at, t }) => {
    await open(at("compare/?compare=celery,pillow"));
    const table = () => page.locator(".sides tbody").innerText();
    const before = await table();
    const choose = async (part, value) => {
      await page.locator(".my-stack select").nth(part).selectOption(value);
      const now = await table();
      await page.reload();
      await page.waitForSelector("body[data-ready]");
      assert.equal(now, await table());
      await page.locator(".my-stack summary").press("Enter");
      return now;
    };
    await page.locator(".my-stack summary").press("Enter");
    const said = [before, await choose(0, "5.2"), await choose(1, "3.10"), await choose(1, "3.13")];
    assert.equal(new Set(said).size, said.length);
    await page.locator(".my-stack-actions .quiet").press("Enter");
    assert.equal(await table(), before);
  }],
  ["a comparison that is offered is shown from its beginning, with the focus at its heading", async ({ page, open, at }) => {
    for (const [path, offered] of [["compare/", ".sets a"], ["compare/?compare=django-silk", ".empty .chips a"]]) {
      await open(at(path));
      const link = page.locator(offered).last();
      await link.scrollIntoViewIfNeeded();
      await link.press("Enter");
      await page.waitForFunction(() => document.querySelectorAll(".sides thead th a").length > 1);
      await page.waitForFunction(() => document.activeElement?.tagName === "H1" && scrollY === 0);
    }
  }, { context: { viewport: { width: 360, height: 700 } } }],
  ["with nothing chosen, sensible comparisons are offered", async ({ page, open, at }) => {
    await open(at("compare/"));
    assert.ok((await page.locator(".sets a").count()) > 3);
    await page.locator(".sets a").first().focus();
    await page.keyboard.press("Enter");
    await page.locator(".sides").waitFor();
    assert.ok((await heads(page)).length > 1);
  }],
  ["on a phone the table scrolls, not the page", async ({ page, open, at }) => {
    await open(at("compare/?compare=celery,pillow,whitenoise,django-silk"));
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
    await page.locator(".sides").focus();
    const before = await page.locator(".sides tbody th").first().boundingBox();
    for (let times = 0; times < 8; times += 1) await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => document.querySelector(".sides").scrollLeft > 100);
    const after = await page.locator(".sides tbody th").first().boundingBox();
    assert.equal(Math.round(after.x), Math.round(before.x), "the names of the rows stay in sight");
  }, { context: { viewport: { width: 360, height: 700 } } }],
  ["the map leads to every add-on, and its list says the same", async ({ page, open, at }) => {
    await open(at(""));
    const addons = await page.locator(".card").count();
    await open(at("relations/"));
    const nodes = page.locator(".map .node a");
    assert.equal(await nodes.count(), addons);
    const lines = await page.locator(".map .bond").count();
    assert.ok(lines > 20);
    assert.equal(await page.locator(".bonds li").count(), lines, "each line is in the list");
    await nodes.nth(3).focus();
    await page.locator(".map .bond.faint").first().waitFor();
    const name = await nodes.nth(3).textContent();
    await page.keyboard.press("Enter");
    await page.locator("article.addon h1", { hasText: name.trim() }).waitFor();
  }],
];
