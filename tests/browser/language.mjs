// The other language is another page of the same state.
import assert from "node:assert/strict";

import { drawn } from "./host.mjs";

// Clicked by script: a pointer that moves to the sticky bar first scrolls the page.
const change = (page, t) => page.locator(`a[data-language=${t.other}]`).evaluate((link) => link.click());

export default [
  ["keeps page and tab", async ({ page, open, at, t }) => {
    await open(at("addons/django-environ/#settings"));
    const tabs = await page.getByRole("tab").count();
    await change(page, t);
    await page.waitForURL(new RegExp(`/${t.other}/addons/django-environ/#settings$`));
    await page.waitForSelector("body[data-ready]");
    assert.equal(await page.locator("html").getAttribute("lang"), t.other);
    assert.ok(await page.locator("#settings").isVisible());
    assert.equal(await page.getByRole("tab").count(), tabs);
  }],
  ["keeps the scroll", async ({ page, open, at, t }) => {
    await open(at("addons/django-environ/#settings"));
    // The chapter of the address is scrolled to with the next frame.
    await drawn(page);
    await page.evaluate(() => scrollTo(0, 500));
    await change(page, t);
    await page.waitForSelector(`html[lang=${t.other}] body[data-ready]`);
    await drawn(page);
    const top = await page.evaluate(() => scrollY);
    assert.ok(Math.abs(top - 500) < 5, `scrolled to ${top}`);
  }],
  ["keeps the filter", async ({ page, open, at, t }) => {
    await open(at("?tags=security"));
    const shown = await page.locator(".card").count();
    await change(page, t);
    await page.waitForSelector(`html[lang=${t.other}] body[data-ready]`);
    assert.equal(await page.locator(".card").count(), shown);
    assert.match(page.url(), /tags=security/);
  }],
  ["keeps the composition", async ({ page, open, at, t }) => {
    await open(at("compose/"));
    await page.locator('.choice input[value="celery"]').check();
    await change(page, t);
    await page.waitForSelector(`html[lang=${t.other}] body[data-ready]`);
    assert.ok(await page.locator('.choice input[value="celery"]').isChecked());
    assert.equal(await page.locator(".link-notice").count(), 0);
  }],
  ["is remembered at the root", async ({ page, url, open, at, t }) => {
    await open(at(""));
    await change(page, t);
    await page.waitForSelector(`html[lang=${t.other}] body[data-ready]`);
    await page.goto(url);
    await page.waitForURL(new RegExp(`/${t.other}/$`));
  }],
  ["each page leads to itself in the other language", async ({ page, open, at, t }) => {
    for (const path of ["", "addons/celery/", "compose/"]) {
      await open(at(path));
      const href = await page.locator(`a[hreflang=${t.other}][data-language]`).evaluate((link) => link.href);
      assert.ok(href.endsWith(`/${t.other}/${path}`), href);
    }
  }],
];
