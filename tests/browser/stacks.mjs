// Saved stacks: named, with versions, compared, carried elsewhere, never lost.
import assert from "node:assert/strict";

import { saved } from "./host.mjs";

const tick = (page, slug) => page.locator(`.choice input[value="${slug}"]`).check();
const isOn = (page, slug) => page.locator(`.choice input[value="${slug}"]`).isChecked();
const names = (page) => page.locator(".stack-list > li > .stack-row strong").allInnerTexts();
const unfold = (page) => page.locator(".stacks > summary").click();
const stored = (page, key) => page.evaluate((key) => localStorage.getItem(`django-addon-guide:/:${key}`), key);

async function save(page, name) {
  await page.locator(".stack-save input").fill(name);
  await page.locator(".stack-save input").press("Enter");
}

async function started(guide, ...slugs) {
  await guide.open(guide.at("compose/"));
  for (const slug of slugs) await tick(guide.page, slug);
  await unfold(guide.page);
}

const file = (stacks, version = 1) => ({
  name: "stacks.json",
  mimeType: "application/json",
  buffer: Buffer.from(JSON.stringify({ format: "django-addon-guide/stacks", version, stacks })),
});
const stack = (name, ...addons) => ({
  name,
  versions: addons.map((addon, at) => ({ saved: `2026-11-0${9 - at}T10:00:00.000Z`, selection: `v1&d=6.1&py=3.13&a=${addon}` })),
});

export default [
  ["a stack has versions, and opens", async (guide) => {
    const { page, t } = guide;
    await started(guide, "celery");
    await save(page, "");
    assert.deepEqual(await names(page), [], "a name is needed");
    await save(page, "Shop");
    await tick(page, "whitenoise");
    await save(page, "Shop");
    await save(page, "Blog");
    assert.deepEqual(await names(page), ["Blog", "Shop"]);
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    await unfold(page);
    assert.deepEqual(await names(page), ["Blog", "Shop"]);
    const shop = page.locator(".stack-list > li", { hasText: "Shop" });
    await shop.locator("details summary").click();
    await shop.locator("details").getByRole("button", { name: new RegExp(`^${t.openStack}`) }).click();
    assert.ok((await isOn(page, "celery")) && !(await isOn(page, "whitenoise")));
    await page.locator(".toast").getByRole("button", { name: t.undo }).click();
    assert.ok(await isOn(page, "whitenoise"));
  }],
  ["a deleted stack comes back", async (guide) => {
    const { page, t } = guide;
    await started(guide, "celery");
    for (const name of ["One", "Two", "Three"]) await save(page, name);
    await page.locator(".stack-list > li", { hasText: "Two" }).getByRole("button", { name: new RegExp(`^${t.deleteStack}`) }).click();
    assert.deepEqual(await names(page), ["Three", "One"]);
    await page.locator(".toast").getByRole("button", { name: t.undo }).click();
    assert.deepEqual(await names(page), ["Three", "Two", "One"]);
  }],
  ["two stacks are compared as a difference", async (guide) => {
    const { page, t } = guide;
    await started(guide, "celery");
    await save(page, "Before");
    await page.locator('.choice input[value="celery"]').uncheck();
    await tick(page, "whitenoise");
    await save(page, "After");
    await page.locator(".stack-list > li", { hasText: "Before" }).getByRole("button", { name: new RegExp(`^${t.compareStack}`) }).click();
    const compare = page.locator(".compare");
    const marked = async (sign) => (await compare.locator(`.diff-line.${sign}`).allTextContents()).join("");
    assert.match(await marked("added"), /WhiteNoiseMiddleware/);
    assert.match(await marked("removed"), /CELERY/);
    await compare.locator("select").nth(1).selectOption({ label: "Before" });
    assert.equal(await compare.locator(".diff").count(), 0, "a stack equals itself");
    await compare.locator("select").nth(0).selectOption({ label: "After" });
    assert.match(await marked("removed"), /WhiteNoiseMiddleware/);
  }],
  ["what is exported can be imported", async (guide) => {
    const { page, t } = guide;
    await started(guide, "celery");
    await save(page, "« Été » 2026");
    const exporting = page.locator(".stacks").getByRole("button", { name: t.exportButton });
    const text = String(await saved(page, () => exporting.click()));
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    await unfold(page);
    await page.locator("input[type=file]").setInputFiles({ name: "s.json", mimeType: "application/json", buffer: Buffer.from(text) });
    await page.locator(".import").waitFor();
    assert.deepEqual(await names(page), [], "nothing changes before the reader decides");
    await page.getByRole("button", { name: t.merge }).click();
    assert.deepEqual(await names(page), ["« Été » 2026"]);
  }],
  ["an import merges versions or replaces, and can be undone", async (guide) => {
    const { page, t } = guide;
    await started(guide, "celery");
    await save(page, "Shop");
    const give = (stacks) => page.locator("input[type=file]").setInputFiles(file(stacks));
    await give([stack("Shop", "whitenoise", "pillow"), stack("Blog", "django-taggit")]);
    await page.getByRole("button", { name: t.merge }).click();
    assert.deepEqual(await names(page), ["Shop", "Blog"]);
    assert.equal(await page.locator(".stack-list > li", { hasText: "Shop" }).locator("details li").count(), 2);
    await give([stack("Other", "celery")]);
    await page.getByRole("button", { name: t.replace }).click();
    assert.deepEqual(await names(page), ["Other"]);
    await page.locator(".toast").getByRole("button", { name: t.undo }).click();
    assert.deepEqual(await names(page), ["Shop", "Blog"]);
  }],
  ["a wrong file is refused with a reason and changes nothing", async (guide) => {
    const { page, t } = guide;
    await started(guide, "celery");
    await save(page, "Shop");
    const give = (buffer) => page.locator("input[type=file]").setInputFiles({ name: "x.json", mimeType: "application/json", buffer });
    const bookmarks = '{"format":"django-addon-guide/bookmarks","version":1,"bookmarks":[]}';
    for (const text of ["", "{", "[]", bookmarks, "[".repeat(5000), JSON.stringify({ format: "django-addon-guide/stacks", version: 1, stacks: [{ name: "x", versions: [] }] })]) {
      await give(Buffer.from(text));
      await page.getByRole("alert").filter({ hasText: t.damagedStacks }).waitFor();
      assert.deepEqual(await names(page), ["Shop"]);
    }
    await page.locator("input[type=file]").setInputFiles(file([], 99));
    await page.getByRole("alert").filter({ hasText: t.newer }).waitFor();
    assert.deepEqual(await names(page), ["Shop"]);
  }],
  ["damaged and newer storage is set aside with a sentence", async (guide) => {
    const { page, open, at, t } = guide;
    const newer = JSON.stringify({ format: "django-addon-guide/stacks", version: 99, stacks: [] });
    for (const [blob, said] of [["{broken", t.asideDamaged], ["not json at all", t.asideDamaged], [newer, t.newer]]) {
      await open(at("about/"));
      await page.evaluate((blob) => { localStorage.clear(); localStorage.setItem("django-addon-guide:/:stacks.1", blob); }, blob);
      await open(at("compose/"));
      await unfold(page);
      await page.locator(".stacks").getByRole("alert").filter({ hasText: said }).waitFor();
      assert.equal(await stored(page, "stacks.1"), blob, "what is stored stays");
      const kept = (await stored(page, "stacks.damaged")).trim();
      assert.equal(kept, blob);
      await tick(page, "celery");
      await save(page, "New");
      assert.deepEqual(await names(page), ["New"]);
      assert.equal((await stored(page, "stacks.damaged")).trim(), kept, "the copy survives the next save");
    }
  }],
  ["a link or the head of a file brings its selection back", async (guide) => {
    const { page, t } = guide;
    await started(guide, "celery", "django-environ");
    const head = (await page.locator("#composed-file .line").allTextContents()).slice(0, 4).join("");
    assert.match(head, /# v1&d=.*celery/);
    await page.getByRole("button", { name: t.startOver }).click();
    const paste = page.locator(".stack-save textarea");
    const take = page.locator(".stack-save", { has: page.locator("textarea") }).getByRole("button");
    await paste.fill("nothing of the kind");
    await take.click();
    await page.locator(".stacks").getByRole("alert").filter({ hasText: "v1&" }).waitFor();
    assert.ok(!(await isOn(page, "celery")));
    await paste.fill(head);
    await take.click();
    assert.ok((await isOn(page, "celery")) && (await isOn(page, "django-environ")));
    await paste.fill("https://example.org/en/compose/#v1&d=5.2&py=3.12&a=whitenoise,from-the-future");
    await take.click();
    assert.ok(await isOn(page, "whitenoise"));
    assert.match(await page.locator(".toast").innerText(), /from-the-future/);
  }],
  ["two tabs agree about what is saved", async (guide) => {
    const { page, context, open, at } = guide;
    const second = await context.newPage();
    await open(at("compose/"), second);
    await unfold(second);
    await started(guide, "celery");
    await save(page, "Here");
    await second.locator(".stack-list strong", { hasText: "Here" }).waitFor();
    await save(second, "There");
    await page.locator(".stack-list strong", { hasText: "There" }).waitFor();
    assert.deepEqual(await names(page), ["There", "Here"]);
  }],
];
