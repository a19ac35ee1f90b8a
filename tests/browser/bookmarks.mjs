// Bookmarks: kept, ordered, annotated, exported, imported, shared between tabs, never lost.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

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
  ["what is exported can be imported", async (guide) => {
    const { page, open, at, t } = guide;
    await keep(guide, "celery", "whitenoise");
    await open(at("bookmarks/"));
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: t.exportButton }).click()]);
    const text = await readFile(await download.path(), "utf8");
    await page.evaluate(() => localStorage.clear());
    await page.reload();
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
    await give(Buffer.alloc(300 * 1024, 32));
    await page.getByRole("alert").filter({ hasText: /256/ }).waitFor();
    assert.deepEqual(await kept(page), ["Celery"]);
  }],
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
    assert.deepEqual(await kept(page), ["Celery", "WhiteNoise"]);
  }],
  ["damaged storage is set aside, not overwritten", async (guide) => {
    const { page, open, at } = guide;
    await open(at(""));
    await page.evaluate(() => localStorage.setItem("django-addon-guide:/:bookmarks.1", "{\"items\":[{"));
    await open(at("bookmarks/"));
    await page.locator(".page .notice.warning").waitFor();
    const aside = await page.evaluate(() => localStorage.getItem("django-addon-guide:/:bookmarks.damaged"));
    assert.equal(JSON.parse(aside), "{\"items\":[{");
    assert.equal(await page.evaluate(() => localStorage.getItem("django-addon-guide:/:bookmarks.1")), "{\"items\":[{");
  }],
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
