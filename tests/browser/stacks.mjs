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
  ["damaged storage is set aside with a sentence, and can be downloaded", async (guide) => {
    const { page, open, at, t } = guide;
    for (const blob of ["{broken", "not json at all"]) {
      await open(at("about/"));
      await page.evaluate((blob) => { localStorage.clear(); localStorage.setItem("django-addon-guide:/:stacks.1", blob); }, blob);
      await open(at("compose/"));
      await unfold(page);
      await page.locator(".stacks").getByRole("alert").filter({ hasText: t.asideDamaged }).waitFor();
      assert.equal(await stored(page, "stacks.damaged.1"), blob);
      await tick(page, "celery");
      await save(page, "New");
      assert.deepEqual(await names(page), ["New"]);
      const copy = await saved(page, () => page.locator(".stacks").getByRole("button", { name: t.damagedCopy }).click());
      assert.equal(String(copy), blob, "the copy survives the next save");
    }
  }],
  ["what is unsound in storage does not take the rest with it", async (guide) => {
    const { page, open, at, t } = guide;
    const long = { saved: "2026-11-01T10:00:00.000Z", selection: `v1&d=6.1&py=3.13&a=${"x".repeat(70_000)}` };
    const [first, aside] = ["Big", "Lost"].map((name) => ({
      format: "django-addon-guide/stacks", version: 1, stacks: [{ name, versions: [long] }, stack(`Beside ${name}`, "celery")],
    })).map((document) => JSON.stringify(document, null, 2));
    await open(at("about/"));
    await page.evaluate(([first, aside]) => {
      localStorage.setItem("django-addon-guide:/:stacks.1", first);
      // What an earlier edition has put aside since it could not read it.
      localStorage.setItem("django-addon-guide:/:stacks.damaged", `${aside}\n`);
    }, [first, aside]);
    await started(guide, "celery");
    assert.deepEqual((await names(page)).sort(), ["Beside Big", "Beside Lost"]);
    await page.locator(".stacks").getByRole("alert").filter({ hasText: t.asideDamaged }).waitFor();
    assert.equal(await stored(page, "stacks.damaged.1"), first);
    await save(page, "New");
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    await unfold(page);
    assert.deepEqual((await names(page)).sort(), ["Beside Big", "Beside Lost", "New"]);
    // What could be read of it stands nowhere else yet: it outlives the copy that is deleted.
    await open(at("about/"));
    await page.evaluate((aside) => {
      localStorage.clear();
      localStorage.setItem("django-addon-guide:/:stacks.damaged", `${aside}\n`);
    }, aside);
    await open(at("compose/"));
    await unfold(page);
    assert.deepEqual(await names(page), ["Beside Lost"]);
    await page.locator(".stacks").getByRole("button", { name: t.deleteDamaged }).click();
    await page.locator(".stacks .aside").waitFor({ state: "detached" });
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    await unfold(page);
    assert.deepEqual(await names(page), ["Beside Lost"]);
    assert.equal(await stored(page, "stacks.damaged"), null);
  }],
  ["stacks of a newer edition are not written over, and that is said", async (guide) => {
    const { page, open, at, t } = guide;
    const rest = '2 {"from":"the future"}';
    let sum = 0xcbf29ce484222325n;
    for (const byte of Buffer.from(rest)) sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * 0x100000001b3n);
    const sealed = `${sum.toString(16).padStart(16, "0")} ${rest}`;
    for (const [key, text] of [["stacks.a", sealed], ["stacks.1", JSON.stringify({ format: "django-addon-guide/stacks", version: 99, stacks: [] })]]) {
      await open(at("about/"));
      await page.evaluate(([key, text]) => { localStorage.clear(); localStorage.setItem(`django-addon-guide:/:${key}`, text); }, [key, text]);
      await started(guide, "celery");
      await page.locator(".stacks").getByRole("alert").filter({ hasText: t.newerStacks }).waitFor();
      await save(page, "New");
      await page.locator(".toast", { hasText: t.newerStacks }).waitFor();
      assert.deepEqual(await names(page), []);
      assert.equal(await stored(page, key), text);
      assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(":stacks.")).length), 1);
    }
  }],
  ["a selection of any length is saved and read again, or refused with a reason", async (guide) => {
    const { page, t } = guide;
    await started(guide, "django-cors-headers");
    await save(page, "Precious");
    const origins = page.locator("#option-django-cors-headers-origins");
    const fill = async (count) => {
      await origins.fill(Array.from({ length: count }, (_, n) => `https://${n}.${"shop".repeat(12)}.example.org`).join("\n"));
      await origins.blur();
    };
    await fill(150);
    await save(page, "Long");
    await page.locator(".toast", { hasText: t.stackSaved }).waitFor();
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    await unfold(page);
    assert.deepEqual(await names(page), ["Long", "Precious"]);
    assert.equal((await origins.inputValue()).split("\n").length, 150);
    await fill(1500);
    await page.locator(".notices").getByText(t.tooLong).waitFor();
    await save(page, "Huge");
    await page.locator(".toast", { hasText: t.stackTooLong }).waitFor();
    assert.deepEqual(await names(page), ["Long", "Precious"], "nothing is lost");
    await fill(2);
    await page.locator(".notices").getByText(t.tooLong).waitFor({ state: "detached" });
    await save(page, "Huge");
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    await unfold(page);
    assert.deepEqual(await names(page), ["Huge", "Long", "Precious"]);
  }],
  ["a file for which there is no room loses nothing, and the largest that fits goes out and in again", async (guide) => {
    const { page, t } = guide;
    const many = (count) => Array.from({ length: count }, (_, n) => stack(`name ${n}`, ...Array.from({ length: 8 }, (_, at) => `${n}-${at}-${"x".repeat(1800)}`)));
    await started(guide, "celery");
    await save(page, "Precious");
    await page.locator("input[type=file]").setInputFiles(file(many(270)));
    await page.getByRole("button", { name: t.merge }).click();
    await page.locator(".toast", { hasText: t.stackNotKept }).waitFor();
    await page.locator(".toast").getByRole("button", { name: t.undo }).click();
    await save(page, "Next");
    await page.locator(".toast", { hasText: t.stackSaved }).waitFor();
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    await unfold(page);
    assert.deepEqual(await names(page), ["Next", "Precious"]);
    await page.locator("input[type=file]").setInputFiles(file(many(140)));
    await page.getByRole("button", { name: t.merge }).click();
    assert.equal((await names(page)).length, 142);
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    await unfold(page);
    assert.equal((await names(page)).length, 142);
    const text = await saved(page, () => page.locator(".stacks").getByRole("button", { name: t.exportButton }).click());
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    await unfold(page);
    await page.locator("input[type=file]").setInputFiles({ name: "s.json", mimeType: "application/json", buffer: text });
    await page.getByRole("button", { name: t.replace }).click();
    assert.equal((await names(page)).length, 142);
  }, { languages: ["en"] }],
  ["full storage is said in place of “saved”, and kept when there is room again", async (guide) => {
    const { page, t } = guide;
    await started(guide, "celery");
    await page.evaluate(() => {
      for (let size = 1 << 22; size > 0; size >>= 1) {
        for (let n = 0; n < 3; n += 1) try { localStorage.setItem(`sibling-${size}-${n}`, "x".repeat(size)); } catch {}
      }
    });
    await save(page, "Here");
    await page.locator(".toast", { hasText: t.stackNotKept }).waitFor();
    assert.deepEqual(await names(page), ["Here"]);
    await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("sibling")).forEach((key) => localStorage.removeItem(key)));
    await page.locator(".notices .warning").waitFor({ state: "detached" });
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    await unfold(page);
    assert.deepEqual(await names(page), ["Here"]);
  }],
  ["undoing an import leaves what another tab has saved since", async (guide) => {
    const { page, context, open, at, t } = guide;
    const second = await context.newPage();
    await open(at("compose/"), second);
    await unfold(second);
    await started(guide, "celery");
    await save(page, "Mine");
    await page.locator("input[type=file]").setInputFiles(file([stack("Theirs", "pillow")]));
    await page.getByRole("button", { name: t.replace }).click();
    await second.locator(".stack-list strong", { hasText: "Theirs" }).waitFor();
    await save(second, "Since");
    await page.locator(".stack-list strong", { hasText: "Since" }).waitFor();
    await page.locator(".toast").getByRole("button", { name: t.undo }).click();
    assert.deepEqual(await names(page), ["Since", "Mine"]);
  }],
  ["stacks that are saved at once in three tabs are all there", async (guide) => {
    const { page, context, open, at } = guide;
    const tabs = [page, await context.newPage(), await context.newPage()];
    for (const tab of tabs) {
      await open(at("compose/"), tab);
      await unfold(tab);
    }
    // Each saves names of its own.
    const rounds = process.env.ASSURE ? 150 : 12;
    for (let round = 0; round < rounds; round += 1) {
      await Promise.all(tabs.map((tab, n) => tab.evaluate(([round, n]) => {
        const field = document.querySelector(".stack-save input");
        field.value = `tab ${n} round ${round}`;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.form.requestSubmit();
      }, [round, n])));
    }
    const all = tabs.flatMap((_, n) => Array.from({ length: rounds }, (_, round) => `tab ${n} round ${round}`)).sort();
    const shows = ([count]) => document.querySelectorAll(".stack-list > li").length >= count;
    for (const tab of tabs) await tab.waitForFunction(shows, [all.length]);
    const fresh = await context.newPage();
    await open(at("compose/"), fresh);
    await unfold(fresh);
    for (const tab of [...tabs, fresh]) assert.deepEqual((await names(tab)).sort(), all);
  }, { languages: ["en"] }],
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
