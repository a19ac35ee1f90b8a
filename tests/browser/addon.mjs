// One add-on: tabs, deep links, copying, printing.
import assert from "node:assert/strict";

const PATH = "addons/django-environ/";
const open_panels = (page) =>
  page.locator(".panel").evaluateAll((panels) => panels.filter((panel) => !panel.hasAttribute("hidden")).map((panel) => panel.id));

export default [
  ["tabs follow the ARIA pattern", async ({ page, open, at }) => {
    await open(at(PATH));
    const tabs = page.getByRole("tab");
    const count = await tabs.count();
    assert.ok(count >= 7);
    assert.deepEqual(await open_panels(page), ["decide"]);
    await tabs.nth(0).focus();
    // Round at the end, and back.
    for (const [key, to] of [["ArrowRight", "install"], ["End", "links"], ["ArrowRight", "decide"], ["ArrowLeft", "links"], ["Home", "decide"]]) {
      await page.keyboard.press(key);
      assert.deepEqual(await open_panels(page), [to], key);
      await page.waitForFunction((id) => document.activeElement.id === id, `tab-${to}`);
    }
    const selected = await tabs.evaluateAll((all) => all.filter((tab) => tab.getAttribute("aria-selected") === "true").length);
    const reachable = await tabs.evaluateAll((all) => all.filter((tab) => tab.tabIndex === 0).length);
    assert.deepEqual([selected, reachable], [1, 1]);
  }],
  ["a link opens a tab, or the tab of a heading", async ({ page, open, at }) => {
    await open(at(`${PATH}#pitfalls`));
    assert.deepEqual(await open_panels(page), ["pitfalls"]);
    await open(at(PATH));
    const anchor = await page.locator("#production h3").last().getAttribute("id");
    await open(at("about/"));
    await open(at(`${PATH}#${anchor}`));
    assert.deepEqual(await open_panels(page), ["production"]);
    await page.waitForFunction((anchor) => {
      const { top } = document.getElementById(anchor).getBoundingClientRect();
      return top > 0 && top < 500;
    }, anchor);
  }],
  ["a tab is a place: Back returns to the one before, and walking along them by keys makes no entries", async ({ page, open, at }) => {
    await open(at(""));
    await page.locator(`.card h2 a[href$="${PATH}"]`).click();
    await page.getByRole("tab").nth(2).click();
    await page.waitForURL(/#settings$/);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("End");
    assert.deepEqual(await open_panels(page), ["links"]);
    await page.goBack();
    assert.deepEqual(await open_panels(page), ["decide"]);
    await page.goBack();
    await page.locator(".cards").waitFor();
  }],
  ["a tab opens at its beginning, and leaves the page where it is when that is in sight", async ({ page, open, at }) => {
    await open(at(`${PATH}?stack=django-5.2`));
    // Where the window, the open chapter and the bar of tabs are once the page has followed.
    const places = () => page.evaluate(async () => {
      for (const _ of [1, 2, 3]) await new Promise((done) => requestAnimationFrame(done));
      return [scrollY, document.querySelector(".panel:not([hidden])").getBoundingClientRect().top, document.querySelector(".tab-bar").getBoundingClientRect().bottom];
    });
    await page.getByRole("tab").nth(1).click();
    assert.equal((await places())[0], 0);
    await page.evaluate(() => scrollTo(0, 1_000));
    await page.getByRole("tab").nth(2).click();
    const [, begins, bar] = await places();
    assert.ok(begins >= bar && begins < bar + 60, `the chapter begins at ${begins}, the bar ends at ${bar}`);
    assert.match(page.url(), /\?stack=django-5\.2#settings$/, "the stack of a link stays");
  }],
  ["the browser's own search reaches hidden tabs", async ({ page, open, at }) => {
    await open(at(PATH));
    assert.equal(await page.locator("#pitfalls").getAttribute("hidden"), "until-found");
    // What Chromium does when its search finds text there.
    await page.locator("#pitfalls").evaluate((panel) => panel.dispatchEvent(new Event("beforematch", { bubbles: true })));
    await page.locator("#pitfalls:not([hidden])").waitFor();
    assert.match(page.url(), /#pitfalls$/);
  }],
  ["print shows every tab", async ({ page, open, at }) => {
    await open(at(PATH));
    await page.emulateMedia({ media: "print" });
    const heights = await page.locator(".panel").evaluateAll((panels) => panels.map((panel) => panel.offsetHeight));
    assert.ok(heights.every((height) => height > 40), String(heights));
  }, { chromium: "Firefox's driver cannot show a page as it is printed" }],
  ["code is copied as it stands", async ({ page, open, at, t }) => {
    await open(at(`${PATH}#install`));
    const figure = page.locator("#install figure.code").first();
    await figure.getByRole("button", { name: t.copy }).click();
    await figure.getByText(t.copied).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied.trim(), (await figure.locator("code").innerText()).trim());
  }],
  ["previous and next walk through the guide", async ({ page, open, at }) => {
    await open(at(""));
    const order = await page.$$eval(".card h2 a", (links) => links.map((link) => link.textContent));
    await page.locator(".card h2 a").first().click();
    for (const name of order.slice(1, 4)) {
      await page.locator("a[rel=next]").click();
      await page.locator("h1", { hasText: name }).waitFor();
    }
    await page.locator("a[rel=prev]").click();
    await page.locator("h1", { hasText: order[2] }).waitFor();
  }],
  ["links between add-ons stay in the app and in the language", async ({ page, open, at, lang }) => {
    await open(at("addons/django-redis/"));
    await page.evaluate(() => (window.same = true));
    const link = page.locator(".panel:not([hidden]) .prose a[href^='../']").first();
    await link.click();
    await page.waitForURL((url) => !url.pathname.includes("django-redis"));
    assert.ok(page.url().includes(`/${lang}/addons/`));
    assert.equal(await page.evaluate(() => window.same), true, "the page was loaded again");
  }],
];
