// Bookmarks: kept, ordered, annotated, exported, imported, shared between tabs, never lost.
import assert from "node:assert/strict";

import { drawn, saved } from "./host.mjs";

const star = (page, name, t) => page.getByRole("button", { name: `${t.bookmark} ${name}`, exact: true });
const kept = (page) => page.locator(".kept h2").allInnerTexts();
const file = (bookmarks, version = 1) => ({
  name: "bookmarks.json",
  mimeType: "application/json",
  buffer: Buffer.from(JSON.stringify({ format: "django-addon-guide/bookmarks", version, bookmarks })),
});

async function keep(guide, ...slugs) {
  for (const slug of slugs) {
    await guide.open(guide.at(`addons/${slug}/`));
    await guide.page.locator(".star").click();
  }
}

export default [
  ["a star is kept over a reload, and can be taken back", async ({ page, open, at, t }) => {
    await open(at(""));
    await star(page, "WhiteNoise", t).click();
    assert.equal(await star(page, "WhiteNoise", t).getAttribute("aria-pressed"), "true");
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    assert.equal(await star(page, "WhiteNoise", t).getAttribute("aria-pressed"), "true");
    await star(page, "WhiteNoise", t).click();
    assert.equal(await star(page, "WhiteNoise", t).getAttribute("aria-pressed"), "false");
    await page.getByRole("button", { name: t.undo }).click();
    assert.equal(await star(page, "WhiteNoise", t).getAttribute("aria-pressed"), "true");
  }],
  ["the page has an order and notes", async (guide) => {
    const { page, open, at, t } = guide;
    await open(at("bookmarks/"));
    await page.getByText(t.noBookmark).waitFor();
    await keep(guide, "celery", "whitenoise", "django-redis");
    await open(at("bookmarks/"));
    assert.deepEqual(await kept(page), ["Celery", "WhiteNoise", "django-redis"]);
    await page.getByRole("button", { name: new RegExp(`${t.up}.*django-redis`) }).click();
    assert.deepEqual(await kept(page), ["Celery", "django-redis", "WhiteNoise"]);
    await page.getByLabel(new RegExp(`${t.note}.*Celery`)).fill("for mail, « à revoir »");
    await page.keyboard.press("Tab");
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    assert.deepEqual(await kept(page), ["Celery", "django-redis", "WhiteNoise"]);
    assert.equal(await page.getByLabel(new RegExp(`${t.note}.*Celery`)).inputValue(), "for mail, « à revoir »");
    await page.getByRole("button", { name: new RegExp(`${t.remove}.*Celery`) }).click();
    assert.deepEqual(await kept(page), ["django-redis", "WhiteNoise"]);
    await page.getByRole("button", { name: t.undo }).click();
    assert.deepEqual(await kept(page), ["Celery", "django-redis", "WhiteNoise"]);
  }],
  ["a note is kept as it is typed, also where the page is closed in the midst of it", async (guide) => {
    const { page, context, open, at, t } = guide;
    await keep(guide, "celery");
    const closed = await context.newPage();
    const note = (on) => on.getByLabel(new RegExp(`${t.note}.*Celery`));
    await open(at("bookmarks/"), closed);
    await note(closed).pressSequentially("for mal");
    await closed.keyboard.press("ArrowLeft");
    await closed.keyboard.type("i");
    assert.equal(await note(closed).inputValue(), "for mail", "the cursor stays where it is");
    await closed.close();
    await open(at("bookmarks/"));
    await page.waitForFunction(() => document.querySelector(".kept textarea").value === "for mail");
  }],
  ["what is clicked before the app is there is done when it is", async ({ page, url, at }) => {
    let answer;
    await page.route("**/*.wasm", async (route) => {
      await new Promise((come) => (answer = come));
      await route.continue();
    });
    const early = async (path, ...selectors) => {
      const asked = page.waitForRequest(/\.wasm$/);
      await page.goto(new URL(at(path), url).href);
      await asked;
      for (const selector of selectors) await page.locator(selector).click();
      assert.equal(await page.locator("body[data-ready]").count(), 0);
      answer();
      await page.waitForSelector("body[data-ready]");
    };
    await early("addons/celery/", ".star", ".search-button");
    await page.locator(".palette input").waitFor();
    assert.equal(await page.locator(".star").getAttribute("aria-pressed"), "true");
    await early("", ".my-stack summary");
    await page.locator(".my-stack[open]").waitFor();
    // The worker would answer in place of the route.
  }, { context: { serviceWorkers: "block" }, allowed: /Service Worker registration blocked/ }],
  ["what is exported can be imported", async (guide) => {
    const { page, open, at, t } = guide;
    await keep(guide, "celery", "whitenoise");
    await open(at("bookmarks/"));
    const text = String(await saved(page, () => page.getByRole("button", { name: t.exportButton }).click()));
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    await page.getByText(t.noBookmark).waitFor();
    await page.locator("input[type=file]").setInputFiles({ name: "b.json", mimeType: "application/json", buffer: Buffer.from(text) });
    await page.locator(".import").waitFor();
    assert.deepEqual(await kept(page), [], "nothing changes before the reader decides");
    await page.getByRole("button", { name: t.merge }).click();
    assert.deepEqual(await kept(page), ["Celery", "WhiteNoise"]);
  }],
  ["an import merges or replaces, and can be undone", async (guide) => {
    const { page, open, at, t } = guide;
    await keep(guide, "celery");
    await open(at("bookmarks/"));
    const theirs = [{ addon: "whitenoise", note: "theirs" }, { addon: "from-the-future", note: "" }];
    await page.locator("input[type=file]").setInputFiles(file(theirs));
    await page.getByRole("button", { name: t.merge }).click();
    assert.deepEqual(await kept(page), ["Celery", "WhiteNoise"]);
    await page.locator("input[type=file]").setInputFiles(file([{ addon: "django-redis", note: "" }]));
    await page.getByRole("button", { name: t.replace }).click();
    assert.deepEqual(await kept(page), ["django-redis"]);
    await page.getByRole("button", { name: t.undo }).click();
    assert.deepEqual(await kept(page), ["Celery", "WhiteNoise"]);
  }],
  ["a wrong file is refused with a reason and changes nothing", async (guide) => {
    const { page, open, at, t } = guide;
    await keep(guide, "celery");
    await open(at("bookmarks/"));
    const give = (buffer) => page.locator("input[type=file]").setInputFiles({ name: "x.json", mimeType: "application/json", buffer });
    for (const text of ["", "{", "[]", '{"format":"x","version":1,"bookmarks":[]}', "[".repeat(5000)]) {
      await give(Buffer.from(text));
      await page.getByRole("alert").filter({ hasText: t.damaged }).waitFor();
      assert.deepEqual(await kept(page), ["Celery"]);
    }
    await page.locator("input[type=file]").setInputFiles(file([], 99));
    await page.getByRole("alert").filter({ hasText: t.newer }).waitFor();
    await give(Buffer.alloc(16 * 1024 * 1024 + 1, 32));
    await page.getByRole("alert").filter({ hasText: /16/ }).waitFor();
    assert.deepEqual(await kept(page), ["Celery"]);
  }],
  ["what was exported is imported, however much it is", async (guide) => {
    const { page, open, at, t } = guide;
    await open(at("bookmarks/"));
    const import_ = async (bookmarks) => {
      await page.locator("input[type=file]").setInputFiles(file(bookmarks));
      await page.getByRole("button", { name: t.merge }).click();
    };
    const named = (from, count, note) => Array.from({ length: count }, (_, n) => ({ addon: `a-${from + n}`, note }));
    const steps = [[named(0, 700, ""), named(700, 700, "")], [named(0, 14, "n".repeat(9_900)), named(14, 14, "é".repeat(9_900))]];
    for (const halves of steps) {
      for (const half of halves) await import_(half);
      const text = await saved(page, () => page.getByRole("button", { name: t.exportButton }).click());
      assert.deepEqual(JSON.parse(text).bookmarks, halves.flat());
      await page.evaluate(() => localStorage.clear());
      await page.reload();
      await page.waitForSelector("body[data-ready]");
      await page.locator("input[type=file]").setInputFiles({ name: "b.json", mimeType: "application/json", buffer: text });
      await page.getByRole("button", { name: t.merge }).click();
      const again = await saved(page, () => page.getByRole("button", { name: t.exportButton }).click());
      assert.ok(again.equals(text));
      await page.evaluate(() => localStorage.clear());
      await page.reload();
      await page.waitForSelector("body[data-ready]");
    }
  }, { languages: ["en"] }],
  ["two tabs agree", async (guide) => {
    const { page, context, open, at } = guide;
    const second = await context.newPage();
    await open(at("addons/celery/"));
    await open(at("bookmarks/"), second);
    await page.locator(".star").click();
    await second.locator(".kept h2", { hasText: "Celery" }).waitFor();
    await open(at("addons/whitenoise/"), second);
    await second.locator(".star").click();
    await open(at("bookmarks/"));
    await page.locator(".kept h2").nth(1).waitFor();
    assert.deepEqual(await kept(page), ["Celery", "WhiteNoise"]);
  }],
  ["damaged storage is set aside byte for byte, said, and can be downloaded", async (guide) => {
    const { page, open, at, t } = guide;
    await open(at(""));
    const bad = "0123456789abcdef 2 {\"items\":[{ \ud800 \u0000";
    await page.evaluate((bad) => {
      localStorage.setItem("django-addon-guide:/:bookmarks.a", bad);
      localStorage.setItem("django-addon-guide:/:bookmarks.b", bad);
    }, bad);
    await open(at("bookmarks/"));
    await page.locator(".notices .warning").waitFor();
    const aside = () => page.evaluate(() => localStorage.getItem("django-addon-guide:/:bookmarks.damaged.1"));
    assert.equal(await aside(), bad);
    await open(at("addons/celery/"));
    await page.locator(".star").click();
    await open(at("bookmarks/"));
    assert.deepEqual(await kept(page), ["Celery"]);
    assert.equal(await aside(), bad);
    const copy = await saved(page, () => page.getByRole("button", { name: t.damagedCopy }).click());
    assert.equal(String(copy), bad.replace("\ud800", "\ufffd"));
    await page.getByRole("button", { name: t.deleteDamaged }).click();
    assert.equal(await aside(), null);
    assert.equal(await page.locator(".aside").count(), 0);
    assert.deepEqual(await kept(page), ["Celery"]);
  }],
  ["what a newer edition stored is read only, and said", async (guide) => {
    const { page, open, at } = guide;
    await open(at(""));
    const newer = await page.evaluate(() => {
      const rest = "3 {\"from\":\"the future\"}";
      let sum = 0xcbf29ce484222325n;
      for (const byte of new TextEncoder().encode(rest)) sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * 0x100000001b3n);
      const text = `${sum.toString(16).padStart(16, "0")} ${rest}`;
      localStorage.setItem("django-addon-guide:/:bookmarks.a", text);
      return text;
    });
    await open(at("addons/celery/"));
    await page.locator(".notices .warning").waitFor();
    await page.locator(".star").click();
    assert.equal(await page.locator(".star").getAttribute("aria-pressed"), "false");
    assert.equal(await page.evaluate(() => localStorage.getItem("django-addon-guide:/:bookmarks.a")), newer);
    assert.equal(await page.evaluate(() => localStorage.getItem("django-addon-guide:/:bookmarks.b")), null);
  }],
  ["full storage is said at once, and kept when there is room again", async (guide) => {
    const { page, open, at } = guide;
    await open(at("addons/celery/"));
    // Another app of the same origin takes all there is.
    await page.evaluate(() => {
      for (let size = 1 << 22; size > 0; size >>= 1) {
        for (let n = 0; n < 3; n += 1) try { localStorage.setItem(`sibling-${size}-${n}`, "x".repeat(size)); } catch {}
      }
    });
    await page.locator(".star").click();
    assert.equal(await page.locator(".star").getAttribute("aria-pressed"), "true");
    await drawn(page);
    assert.equal(await page.locator(".notices .warning").count(), 1, "it is said with the next frame");
    await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("sibling")).forEach((key) => localStorage.removeItem(key)));
    await page.locator(".notices .warning").waitFor({ state: "detached" });
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    assert.equal(await page.locator(".star").getAttribute("aria-pressed"), "true");
  }],
  ["tabs that are changed at the same time show the union", async (guide) => {
    const { page, context, open, at } = guide;
    const slugs = ["celery", "whitenoise", "django-redis", "django-environ"];
    const tabs = [page, ...(await Promise.all(slugs.slice(1).map(() => context.newPage())))];
    await Promise.all(tabs.map((tab, n) => open(at(`addons/${slugs[n]}/`), tab)));
    for (let round = 0; round < 4; round += 1) {
      await Promise.all(tabs.map((tab) => tab.evaluate(() => document.querySelector(".star").click())));
    }
    // Each was clicked four times; now once more.
    await Promise.all(tabs.map((tab) => tab.evaluate(() => document.querySelector(".star").click())));
    for (const tab of tabs) {
      await tab.waitForFunction(() => document.querySelector("header [href$='bookmarks/'] .count")?.textContent.trim() === "4" || /4/.test(document.querySelector("header [href$='bookmarks/']").textContent));
    }
    await open(at("bookmarks/"));
    await page.locator(".kept h2").nth(3).waitFor();
    assert.deepEqual((await kept(page)).sort(), ["Celery", "WhiteNoise", "django-environ", "django-redis"].sort());
  }, { languages: ["en"] }],
  ["what the first edition stored is taken over and left alone", async (guide) => {
    const { page, open, at } = guide;
    await open(at(""));
    const first = "{\"items\":[{\"addon\":\"whitenoise\",\"note\":\"old\"},{\"addon\":\"celery\",\"note\":\"\"}]}";
    await page.evaluate((first) => localStorage.setItem("django-addon-guide:/:bookmarks.1", first), first);
    await open(at("bookmarks/"));
    assert.deepEqual(await kept(page), ["WhiteNoise", "Celery"]);
    await open(at("addons/whitenoise/"));
    await page.locator(".star").click();
    await open(at("bookmarks/"));
    assert.deepEqual(await kept(page), ["Celery"]);
    assert.equal(await page.evaluate(() => localStorage.getItem("django-addon-guide:/:bookmarks.1")), first);
  }, { languages: ["en"] }],
  ["blocked storage is said, and the app works", async (guide) => {
    const { page, open, at } = guide;
    await page.addInitScript(() => {
      Object.defineProperty(window, "localStorage", { get() { throw new DOMException("blocked", "SecurityError"); } });
    });
    await open(at("addons/celery/"));
    await page.locator(".star").click();
    assert.equal(await page.locator(".star").getAttribute("aria-pressed"), "true");
    await page.locator(".notices .warning").waitFor();
  }],
];
