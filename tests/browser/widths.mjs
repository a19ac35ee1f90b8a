// No page is wider than its window, and nothing of the bar at its top is outside of it: at every width, with everything
// that the bar may have to hold.
import assert from "node:assert/strict";

import { cases, dice } from "./host.mjs";

const [NARROWEST, WIDEST, STEP] = [320, 2560, 10];
// Every kind of page.
const PATHS = [
  "", "?tags=security&fits=yes&stack=django-5.2&compare=celery,pillow", "addons/django-allauth/", "addons/celery/#settings", "compose/",
  "compose/#v1&d=6.1&py=3.13&a=celery,django-allauth,django-cors-headers,django-rest-framework", "compare/",
  "compare/?compare=celery,pillow,whitenoise,django-silk&stack=django-6.1,asgi", "relations/", "bookmarks/", "about/", "style/", "nowhere/",
];

/** Bookmarks and a composition of two digits each. */
async function gather(page, open, at) {
  await open(at(""));
  await page.evaluate(() => document.querySelectorAll(".card-actions button").forEach((button) => button.click()));
  await page.waitForFunction(() => [...document.querySelectorAll(".menu .count:not(.none)")].filter((count) => count.textContent.length === 2).length === 2);
}

/** What is wider than the window, in one reading at each width. */
async function tooWide(page, path) {
  const wrong = [];
  for (let width = NARROWEST; width <= WIDEST; width += STEP) {
    await page.setViewportSize({ width, height: 400 });
    const found = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      const outside = [...document.querySelectorAll(".site-header :is(a, button), .notices .notice, .notices button")].filter((control) => {
        const { left, right, width } = control.getBoundingClientRect();
        return width > 0 && (left < -0.5 || right > clientWidth + 0.5);
      });
      return { over: scrollWidth - clientWidth, outside: outside.map((control) => control.getAttribute("aria-label") ?? control.textContent) };
    });
    if (found.over > 0 || found.outside.length) wrong.push(`${path} at ${width}: ${found.over} pixels too wide, outside: ${found.outside.join(", ")}`);
  }
  return wrong;
}

const check = (full) => [
  `no page is wider than its window, ${full ? "with all that the bar may hold" : "with nothing kept"}`,
  async ({ page, open, at, url, lang }) => {
    if (full) await gather(page, open, at);
    const roll = dice(`widths (${lang})`);
    const paths = cases([PATHS[roll(PATHS.length)]], PATHS);
    const wrong = [];
    for (const path of paths) {
      await page.goto(new URL(at(path), url).href);
      await page.waitForSelector("body[data-ready]");
      if (full) {
        await page.evaluate(() => dispatchEvent(new Event("guide:update-ready")));
        await page.locator(".notices [role=status] .notice").first().waitFor();
      }
      wrong.push(...await tooWide(page, at(path)));
    }
    assert.deepEqual(wrong, []);
    console.log(`# ${lang}: ${paths.length} pages at ${(WIDEST - NARROWEST) / STEP + 1} widths each`);
  },
  // The page that does not exist is sent as such.
  { allowed: /404 \(Not Found\)/ },
];

export default [
  check(false),
  check(true),
  ["no add-on is too wide for the narrowest window, on its page or among the bookmarks", async ({ page, open, at, url }) => {
    await gather(page, open, at);
    await page.setViewportSize({ width: NARROWEST, height: 640 });
    const paths = await page.locator(".card h2 a").evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
    assert.ok(paths.length > 20, paths.join());
    const wrong = [];
    for (const path of [...paths, at("bookmarks/")]) {
      await page.goto(new URL(path, url).href);
      await page.waitForSelector("body[data-ready]");
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) wrong.push(`${path}: ${over} pixels too wide`);
    }
    assert.deepEqual(wrong, []);
  }],
];
