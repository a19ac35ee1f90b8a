// What the search and its keys do beyond finding, by keyboard alone.
import assert from "node:assert/strict";

import { inFirefox, searchable } from "./host.mjs";

const field = (page) => page.locator(".palette [role=combobox]");
const options = (page) => page.locator(".palette [role=option]");
const closed = (page) => page.locator("dialog.palette:not([open])").waitFor({ state: "attached" });
const PHONE = { viewport: { width: 360, height: 720 }, hasTouch: true, isMobile: true };

/** Opens the search, types, and waits for the list that belongs to it, after which none comes in its place. */
async function search(page, query) {
  await page.keyboard.press("Control+k");
  await page.locator("dialog.palette[open]").waitFor();
  await searchable(page);
  await page.keyboard.type(query);
  await options(page).first().waitFor();
}

/** The text of the option that the keys have reached. */
const active = (page) =>
  page.evaluate(() => {
    const combobox = document.querySelector(".palette [role=combobox]");
    return document.getElementById(combobox.getAttribute("aria-activedescendant"))?.innerText ?? "";
  });

/** The words that are marked in the page, in their order. */
const marked = (page) =>
  page.evaluate(() => [...(CSS.highlights.get("sought") ?? [])].map((range) => range.toString().toLowerCase()));

/** What the browser keeps under a key of the guide. */
const stored = (page, key) =>
  page.evaluate((key) => {
    const name = Object.keys(localStorage).find((name) => name.endsWith(`:${key}`));
    return name ? localStorage.getItem(name) : null;
  }, key);

export default [
  ["first and last line are one key away", async ({ page, open, at }) => {
    await open(at(""));
    await search(page, "redis");
    const last = (await options(page).count()) - 1;
    const selected = () => page.locator(".palette [role=option][aria-selected=true]").getAttribute("id");
    await page.keyboard.press("End");
    assert.equal(await selected(), `hit-${last}`);
    assert.ok(await page.locator(`#hit-${last}`).isVisible());
    await page.keyboard.press("Home");
    assert.equal(await selected(), "hit-0");
    // With Shift they are the field's own: the text is selected, the list stays.
    await page.keyboard.press("Shift+End");
    assert.equal(await selected(), "hit-0");
  }],
  ["composes with a result, and takes it back", async ({ page, open, at, t }) => {
    await open(at(""));
    await search(page, "whitenoise");
    await page.keyboard.press("Control+Enter");
    await page.locator(".palette .toast", { hasText: /whitenoise/i }).waitFor();
    assert.match(await stored(page, "draft.1"), /whitenoise/);
    assert.match(await page.locator("#hit-0").textContent(), new RegExp(t.inComposition));
    // Still in the field, with the search open.
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "combobox");
    const undo = page.locator(".palette").getByRole("button", { name: t.undo });
    await undo.focus();
    await page.keyboard.press("Enter");
    await page.locator(".palette .toast").waitFor({ state: "detached" });
    assert.doesNotMatch(await stored(page, "draft.1"), /whitenoise/);
  }],
  ["bookmarks a result, and takes it back", async ({ page, open, at, t }) => {
    await open(at(""));
    const star = page.locator(".card", { has: page.locator("h2", { hasText: /^celery$/i }) }).locator(".star");
    await search(page, "celery");
    await page.keyboard.press("Alt+Enter");
    await page.locator(".palette .toast", { hasText: /celery/i }).waitFor();
    assert.equal(await star.getAttribute("aria-pressed"), "true");
    await page.keyboard.press("Alt+Enter");
    await page.waitForFunction(() => !document.querySelector(".card .star[aria-pressed=true]"));
    await page.locator(".palette").getByRole("button", { name: t.undo }).focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector(".card .star[aria-pressed=true]"));
    assert.equal(await star.getAttribute("aria-pressed"), "true");
  }],
  ["the pointer has the same actions", async ({ page, open, at }) => {
    await open(at(""));
    await search(page, "redis");
    const row = options(page).nth(1);
    await row.hover();
    for (const [number, toast] of [[0, 1], [1, 1]]) {
      const action = row.locator(".hit-action").nth(number);
      const box = await action.boundingBox();
      assert.ok(box.width >= 24 && box.height >= 24, JSON.stringify(box));
      await action.click();
      assert.equal(await page.locator(".palette .toast").count(), toast);
      assert.equal(await row.locator(".hit-action.on").count(), number + 1);
    }
    assert.equal(await page.locator("dialog.palette[open]").count(), 1);
    // And as buttons below the list, on the line that the keys have reached.
    const [, compose] = await page.locator(".palette-actions button").all();
    await compose.focus();
    await page.keyboard.press("Enter");
    assert.equal(await row.locator(".hit-action.on").count(), 1);
  }],
  ["lands on the marked passage, and Esc takes the marks away", async ({ page, open, at }) => {
    await open(at(""));
    await search(page, "CORS_PREFLIGHT_MAX_AGE");
    const rows = await options(page).all();
    let wanted = -1;
    for (const [number, row] of rows.entries()) {
      if (wanted < 0 && (await row.locator(".crumb").count()) > 0) wanted = number;
    }
    assert.ok(wanted >= 0, "a result leads to a section");
    for (let step = 0; step < wanted; step += 1) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => CSS.highlights.get("sought")?.size > 0);
    assert.ok((await marked(page)).includes("cors_preflight_max_age"));
    await page.waitForFunction(() => document.querySelector("h1") === document.activeElement);
    await page.waitForFunction(() =>
      [...CSS.highlights.get("sought")].some((range) => {
        const box = range.getBoundingClientRect();
        return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
      }));
    await page.keyboard.press("Escape");
    assert.deepEqual(await marked(page), []);
  }],
  ["marks words whatever their accents", async ({ page, open, at }) => {
    await open(at(""));
    await search(page, "securite");
    const rows = await options(page).all();
    for (const [number, row] of rows.entries()) {
      if ((await row.locator(".crumb").count()) === 0 || !/sécurité/i.test(await row.locator(".hit-text mark").allInnerTexts().then(String))) continue;
      for (let step = 0; step < number; step += 1) await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => CSS.highlights.get("sought")?.size > 0);
      assert.ok((await marked(page)).some((word) => word.startsWith("sécurité")), String(await marked(page)));
      return;
    }
    assert.fail("no section holds the word");
  }, { languages: ["fr"] }],
  ["offers what was found lately, and forgets it", async ({ page, open, at, t }) => {
    await open(at(""));
    await page.keyboard.press("/");
    const group = (name) => page.locator(".palette").getByRole("group", { name, exact: true });
    await group(t.examples).waitFor();
    assert.equal(await group(t.lately).count(), 0);
    for (const query of ["celery", "whitenoise", "celery"]) {
      await field(page).fill(query);
      await page.keyboard.press("Enter");
      await page.waitForURL(new RegExp(`/addons/${query}/`));
      await page.keyboard.press("Control+k");
    }
    await field(page).fill("");
    const names = await group(t.lately).getByRole("option").allInnerTexts();
    assert.equal(names.length, 3, String(names));
    assert.match(names[0], /celery/i);
    assert.match(names[1], /whitenoise/i);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/addons\/whitenoise\//);
    // The list outlives the page.
    await open(at("about/"));
    await page.keyboard.press("/");
    await group(t.lately).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    assert.match(await active(page), new RegExp(t.forget));
    await page.keyboard.press("Enter");
    await group(t.lately).waitFor({ state: "detached" });
    assert.equal(await stored(page, "recent.1"), null);
  }],
  ["offers the bookmarks and queries to try", async ({ page, open, at, t }) => {
    await open(at(""));
    await search(page, "celery");
    await page.keyboard.press("Alt+Enter");
    await field(page).fill("");
    const kept = page.locator(".palette").getByRole("group", { name: t.bookmarks, exact: true });
    assert.match(await kept.getByRole("option").innerText(), /celery/i);
    const examples = page.locator(".palette").getByRole("group", { name: t.examples, exact: true });
    const example = await examples.getByRole("option").first().innerText();
    await page.keyboard.press("ArrowDown");
    assert.equal(await active(page), example);
    await page.keyboard.press("Enter");
    assert.equal(await field(page).inputValue(), example.trim());
    assert.ok((await options(page).count()) > 1);
  }],
  ["commands choose colours, language and page", async ({ page, open, at, lang, t }) => {
    await open(at("addons/celery/"));
    for (const [query, theme] of [["theme dark", "dark"], ["thème clair", "light"], ["theme sombre", "dark"], ["theme system", null]]) {
      await page.keyboard.press("Control+k");
      await field(page).fill(query);
      await page.keyboard.press("Enter");
      await closed(page);
      assert.equal(await page.evaluate(() => document.documentElement.getAttribute("data-theme")), theme, query);
    }
    for (const [query, path] of [["favoris", "bookmarks/"], ["about", "about/"], ["bookmarks", "bookmarks/"], ["à propos", "about/"]]) {
      await page.keyboard.press("Control+k");
      await field(page).fill(query);
      await page.keyboard.press("Enter");
      await page.waitForURL(new RegExp(`/${lang}/${path}`));
    }
    await page.keyboard.press("Control+k");
    await field(page).fill(lang === "en" ? "français" : "english");
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`/${t.other}/about/`));
  }],
  ["a command opens the composer with an add-on", async ({ page, open, at, lang }) => {
    await open(at(""));
    await search(page, lang === "en" ? "compose whitenoise" : "composer whitenoise");
    assert.match(await active(page), /whitenoise/i);
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`/${lang}/compose/`));
    await page.waitForSelector("body[data-ready]");
    assert.equal(await page.locator("[data-peek] > label > input:checked").count(), 1);
  }],
  ["the keys are shown, and single ones can be switched off", async ({ page, open, at, context }) => {
    await open(at(""));
    await page.keyboard.press("?");
    const sheet = page.locator("dialog.sheet[open]");
    await sheet.waitFor();
    assert.ok((await sheet.locator("kbd").count()) > 10);
    await sheet.getByRole("switch").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Escape");
    await page.locator("dialog.sheet:not([open])").waitFor({ state: "attached" });
    // Without the guide's own, "/" is Firefox's search in the page, which takes the focus.
    const keys = inFirefox(page) ? ["?"] : ["/", "?"];
    const nothingOpens = async (on) => {
      for (const key of keys) {
        await on.keyboard.press(key);
        assert.equal(await on.locator("dialog[open]").count(), 0, key);
      }
    };
    await nothingOpens(page);
    // The hint of the header is true again, and another page knows of it.
    assert.equal(await page.locator(".search-button kbd").isVisible(), false);
    const other = await context.newPage();
    await open(at("about/"), other);
    await other.bringToFront();
    await other.getByRole("switch", { checked: false }).waitFor();
    await nothingOpens(other);
    await other.getByRole("switch").focus();
    await other.keyboard.press("Space");
    await other.getByRole("switch", { checked: true }).waitFor();
    await other.keyboard.press("?");
    await other.locator("dialog.sheet[open]").waitFor();
    // The first page has heard of it.
    await page.bringToFront();
    await page.waitForFunction(() => !document.querySelector(".search-button kbd").classList.contains("none"));
    await page.keyboard.press("/");
    await page.locator("dialog.palette[open]").waitFor();
    // Ctrl+K was never a single key.
    await field(page).fill(await page.evaluate(() => (document.documentElement.lang === "fr" ? "touches" : "keys")));
    await page.keyboard.press("Enter");
    await page.locator("dialog.sheet[open]").waitFor();
  }],
  ["says how many there are once the typing pauses, and at once that there is nothing", async ({ page, open, at, t }) => {
    // From here on no time passes but what the test lets pass.
    await page.clock.install();
    await open(at(""));
    await search(page, "redis");
    await field(page).fill("");
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 60_000);
    const said = await page.evaluateHandle(() => {
      const said = [];
      const status = document.querySelector(".palette-foot [role=status]");
      const note = () => status.textContent && said.push(status.textContent);
      new MutationObserver(note).observe(status, { childList: true, characterData: true, subtree: true });
      return said;
    });
    for (const key of "celery") {
      await page.keyboard.press(key);
      await page.clock.runFor(400);
    }
    assert.deepEqual(await said.jsonValue(), [], "nothing while one types");
    await page.clock.runFor(1_000);
    const [text, ...more] = await said.jsonValue();
    assert.match(text, /^\d+ /);
    await page.clock.runFor(60_000);
    assert.deepEqual([more, (await said.jsonValue()).length], [[], 1], "once");
    await field(page).fill("xyzzyplugh");
    assert.equal((await said.jsonValue()).at(-1), t.none, "without a pause");
    assert.equal(await options(page).count(), 0);
  }],
  ["names the word that nothing has", async ({ page, open, at, lang }) => {
    await open(at(""));
    await search(page, "zyxwvut cache");
    const message = page.locator(".palette-message");
    await message.waitFor();
    assert.match(await message.innerText(), lang === "fr" ? /«.zyxwvut.»/ : /“zyxwvut”/);
    assert.ok((await options(page).count()) > 0);
    await field(page).fill("cache");
    await message.waitFor({ state: "detached" });
  }],
  ["on a phone it fills the screen and Back closes it", async ({ page, open, at }) => {
    await open(at(""));
    await open(at("addons/celery/"));
    await page.evaluate(() => scrollTo(0, 400));
    await page.waitForFunction(() => scrollY === 400);
    const entries = await page.evaluate(() => history.length);
    await page.keyboard.press("Control+k");
    await page.locator("dialog.palette[open]").waitFor();
    const box = await page.locator("dialog.palette").boundingBox();
    assert.deepEqual([box.x, box.y, box.width, box.height], [0, 0, 360, 720]);
    // The page below stays where it is.
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).overflowY), "hidden");
    await page.goBack();
    await closed(page);
    assert.match(page.url(), /\/addons\/celery\//);
    assert.equal(await page.evaluate(() => scrollY), 400);
    // Closed in another way, it leaves no step behind.
    await page.keyboard.press("Control+k");
    await page.locator("dialog.palette[open]").waitFor();
    await page.keyboard.press("Escape");
    await closed(page);
    // The step back is over when the entry of the page is the current one, which knows where it was left.
    await page.waitForFunction(() => history.state === 400);
    assert.equal(await page.evaluate(() => history.length), entries + 1);
    // A result takes the place of the step: Back leads to the page below.
    await search(page, "whitenoise");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/addons\/whitenoise\//);
    await page.goBack();
    await page.waitForURL(/\/addons\/celery\//);
    assert.equal(await page.locator("dialog.palette[open]").count(), 0);
    await page.goBack();
    await page.waitForURL((url) => !url.pathname.includes("/addons/"));
  }, { context: PHONE }],
];
