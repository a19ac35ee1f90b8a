// Search from anywhere.
import assert from "node:assert/strict";

import { searchable } from "./host.mjs";

const CASES = [
  ["cors-headers", "django-cors-headers"], ["corsheaders", "django-cors-headers"], ["CORS_ALLOWED_ORIGINS", "django-cors-headers"],
  ["whiten", "whitenoise"], ["drf", "django-rest-framework"], ["debug_toolbar", "django-debug-toolbar"],
  ["environ", "django-environ"], ["celery", "celery"], ["allauth", "django-allauth"], ["django-redis", "django-redis"],
];

export default [
  ["opens from everywhere and closes again", async ({ page, open, at }) => {
    for (const path of ["", "addons/celery/", "compose/", "bookmarks/", "about/"]) {
      await open(at(path));
      await page.keyboard.press("/");
      await page.locator("dialog.palette[open]").waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "combobox");
      await page.keyboard.press("Escape");
      await page.locator("dialog.palette:not([open])").waitFor({ state: "attached" });
      await page.keyboard.press("Control+k");
      await page.locator("dialog.palette[open]").waitFor();
      await page.keyboard.press("Control+k");
      await page.locator("dialog.palette:not([open])").waitFor({ state: "attached" });
    }
  }],
  ["a slash in a field is a slash", async ({ page, open, at }) => {
    await open(at("compose/"));
    await page.locator(".find").focus();
    await page.keyboard.press("/");
    assert.equal(await page.locator("dialog.palette[open]").count(), 0);
    assert.equal(await page.locator(".find").inputValue(), "/");
  }],
  ["the exact name comes first", async ({ page, open, at }) => {
    await open(at(""));
    await page.keyboard.press("/");
    const field = page.locator(".palette [role=combobox]");
    for (const [query, slug] of CASES) {
      await field.fill(query);
      await page.keyboard.press("Enter");
      await page.waitForURL(new RegExp(`/addons/${slug}/`));
      await page.keyboard.press("/");
    }
  }],
  ["accents do not matter", async ({ page, open, at }) => {
    await open(at(""));
    await page.keyboard.press("/");
    const field = page.locator(".palette [role=combobox]");
    await searchable(page);
    const hits = async (query) => {
      await field.fill(query);
      return page.locator(".palette [role=option]").locator(".hit-place").allInnerTexts();
    };
    const plain = await hits("securite");
    assert.ok(plain.length > 0);
    assert.deepEqual(await hits("SÉCURITÉ"), plain);
  }, { languages: ["fr"] }],
  ["a heading that quotes a program says that it is in English", async ({ page, open, at, lang }) => {
    await open(at(""));
    await page.keyboard.press("/");
    await page.locator(".palette [role=combobox]").fill("missing staticfiles manifest entry");
    const crumb = page.locator(".palette .crumb", { hasText: "Missing staticfiles manifest entry" }).first();
    await crumb.waitFor();
    assert.equal(await crumb.getAttribute("lang"), lang === "fr" ? "en" : null);
    // Words of the guide's own are in the page's language.
    assert.equal(await page.locator(".palette .crumb").first().getAttribute("lang"), null);
  }],
  ["the words are marked and the hit leads to its heading", async ({ page, open, at }) => {
    await open(at(""));
    await page.keyboard.press("/");
    await page.locator(".palette [role=combobox]").fill("PREFLIGHT_MAX_AGE");
    await page.locator(".palette [role=option]").locator("mark").first().waitFor();
    assert.match(await page.locator("mark").allInnerTexts().then((marks) => marks.join(" ")), /preflight/i);
    const rows = page.locator(".palette [role=option]");
    const count = await rows.count();
    for (let at = 0; at < count; at += 1) {
      const crumbs = await rows.nth(at).locator(".crumb").count();
      if (crumbs === 2) {
        await rows.nth(at).click();
        await page.waitForURL(/#./);
        const anchor = new URL(page.url()).hash.slice(1);
        await page.locator(`#${anchor}`).waitFor();
        return;
      }
    }
    assert.ok(count > 0);
  }],
  ["the keyboard moves through the list", async ({ page, open, at }) => {
    await open(at(""));
    await page.keyboard.press("Control+k");
    await searchable(page);
    await page.keyboard.type("redis");
    const active = () =>
      page.evaluate(() => {
        const field = document.querySelector(".palette [role=combobox]");
        const option = document.getElementById(field.getAttribute("aria-activedescendant"));
        const selected = document.querySelectorAll(".palette [role=option][aria-selected=true]");
        return [option?.id, selected.length, selected[0]?.id];
      });
    await page.locator(".palette [role=option]").nth(2).waitFor();
    assert.deepEqual(await active(), ["hit-0", 1, "hit-0"]);
    await page.keyboard.press("ArrowDown");
    assert.deepEqual(await active(), ["hit-1", 1, "hit-1"]);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    const last = (await page.locator(".palette [role=option]").count()) - 1;
    assert.deepEqual(await active(), [`hit-${last}`, 1, `hit-${last}`]);
    await page.keyboard.type(" cache");
    assert.deepEqual(await active(), ["hit-0", 1, "hit-0"]);
  }],
  ["nothing found says so", async ({ page, open, at, t }) => {
    await open(at(""));
    await page.keyboard.press("/");
    await page.locator(".palette [role=combobox]").fill("xyzzyplugh");
    await page.getByText(t.noResult).waitFor();
    assert.equal(await page.locator(".palette [role=option]").count(), 0);
  }],
];
