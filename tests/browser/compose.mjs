// The composer: tick, see the files, know why, take them away.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { saved } from "./host.mjs";

const tick = (page, slug) => page.locator(`.choice input[value="${slug}"]`).check();
const untick = (page, slug) => page.locator(`.choice input[value="${slug}"]`).uncheck();
const text = (page) => page.locator("#composed-file .lines").innerText();
const show = (page, path) => page.locator(".file-list").getByRole("tab", { name: path }).click();
const at_line = (page, words) => page.locator("#composed-file .line", { hasText: words }).first();

export default [
  ["ticking shows the lines at once, in order", async ({ page, open, at }) => {
    await open(at("compose/"));
    assert.doesNotMatch(await text(page), /corsheaders/);
    await tick(page, "django-cors-headers");
    await tick(page, "whitenoise");
    const settings = await text(page);
    const places = ["SecurityMiddleware", "CorsMiddleware", "WhiteNoiseMiddleware", "SessionMiddleware", "CommonMiddleware"]
      .map((name) => settings.search(new RegExp(`"[\\w.]+\\.${name}",`)));
    assert.ok(places.every((place) => place > 0), String(places));
    assert.deepEqual(places, [...places].sort((a, b) => a - b));
    assert.ok((await page.locator(".line.new").count()) > 0, "what the last click brought is marked");
    await untick(page, "django-cors-headers");
    assert.doesNotMatch(await text(page), /corsheaders/);
  }],
  ["each line says who put it there and why here", async ({ page, open, at }) => {
    await open(at("compose/"));
    await tick(page, "whitenoise");
    await at_line(page, "WhiteNoiseMiddleware").hover();
    const why = page.locator("#line-origin", { hasText: "WhiteNoise" });
    await why.waitFor();
    assert.match(await why.innerText(), /SecurityMiddleware/);
    assert.ok((await why.locator("a[href^=https]").count()) > 0, "a source");
    await page.locator("#composed-file .lines").focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    assert.match(await page.locator(".line.active").getAttribute("data-line"), /^1$/);
  }],
  ["the target changes the files", async ({ page, open, at, t }) => {
    await open(at("compose/"));
    await tick(page, "celery");
    const label = (name) => page.locator(`.target label:has(span:text-is("${name}")) select`);
    await label(t.django).selectOption("5.2");
    await show(page, "requirements.txt");
    assert.match(await text(page), /Django==5\.2/i);
    await label(t.django).selectOption("6.1");
    assert.match(await text(page), /Django==6\.1/i);
    await label(t.settings).selectOption("split");
    for (const name of ["base.py", "dev.py", "prod.py"]) {
      assert.equal(await page.locator(".file-list").getByRole("tab", { name: `settings/${name}` }).count(), 1, name);
    }
    const hint = page.locator(".target-proxy");
    assert.match(await hint.innerText(), /Heroku/);
    await page.locator(".target select:has(option[value='one'])").selectOption("one");
    await hint.waitFor({ state: "detached" });
  }],
  ["options change their lines", async ({ page, open, at }) => {
    await open(at("compose/"));
    await tick(page, "django-allauth");
    const before = await text(page);
    const field = page.locator("[id^='option-django-allauth-']").first();
    const kind = await field.evaluate((element) => element.tagName === "SELECT" ? "select" : element.type);
    if (kind === "select") {
      const values = await field.locator("option").evaluateAll((all) => all.map((one) => one.value));
      const now = await field.inputValue();
      await field.selectOption(values.find((value) => value !== now));
    } else {
      await field.click();
    }
    assert.notEqual(await text(page), before);
    assert.match(page.url(), /django-allauth\./);
  }],
  ["the selection is kept, shared and restored", async ({ page, context, open, at, t }) => {
    await open(at("compose/"));
    await tick(page, "celery");
    await tick(page, "django-environ");
    await page.getByRole("button", { name: t.share }).click();
    await page.locator(".toast").waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(link, /#.*celery/);
    const settings = await text(page);
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    assert.equal(await text(page), settings);
    const other = await (await context.browser().newContext()).newPage();
    await open(link, other);
    assert.equal(await text(other), settings);
    assert.equal(await other.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("draft")).length), 0, "a link stores nothing");
    await other.context().close();
  }],
  ["a link does not lose the reader's own selection", async ({ page, open, at, t }) => {
    await open(at("compose/"));
    await tick(page, "celery");
    await open(at("about/"));
    await open(at("compose/#v1&a=whitenoise,from-the-future&x=%3Cimg%20src=x%20onerror=alert(1)%3E"));
    assert.match(await text(page), /whitenoise/);
    const notice = page.locator(".link-notice");
    assert.match(await notice.innerText(), /from-the-future/);
    assert.equal(await notice.locator("img").count(), 0);
    await notice.getByRole("button", { name: t.backToMine }).click();
    assert.ok(await page.locator('.choice input[value="celery"]').isChecked());
    assert.ok(!(await page.locator('.choice input[value="whitenoise"]').isChecked()));
  }],
  ["whatever is done to a link's selection, the own one is kept and one click away", async ({ page, context, open, at, t }) => {
    const link = (slug) => at(`compose/#v1&d=6.1&py=3.13&a=${slug}`);
    const notice = page.locator(".link-notice");
    const is = (slug, on = page) => on.locator(`.choice input[value="${slug}"]`).isChecked();
    const back = async () => {
      await notice.filter({ hasText: t.yoursIsKept }).getByRole("button", { name: t.backToMine }).click();
      assert.ok((await is("celery")) && !(await is("whitenoise")) && !(await is("pillow")));
      assert.equal(await notice.count(), 0);
    };
    await open(at("compose/"));
    await tick(page, "celery");
    // Two links, one after the other.
    await open(at("about/"));
    await open(link("whitenoise"));
    await open(link("pillow"));
    assert.ok((await is("pillow")) && !(await is("whitenoise")));
    await back();
    // A link that is changed, and the page that is loaded anew, in this tab and in another one.
    await open(at("about/"));
    await open(link("whitenoise"));
    await tick(page, "pillow");
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    assert.ok((await is("whitenoise")) && (await is("pillow")));
    let second = await context.newPage();
    await open(at("compose/"), second);
    assert.ok(await is("pillow", second));
    await second.locator(".link-notice", { hasText: t.yoursIsKept }).getByRole("button", { name: t.backToMine }).click();
    assert.ok((await is("celery", second)) && !(await is("pillow", second)));
    await second.close();
    await back();
    // Away to another page and back, by the menu.
    await open(at("about/"));
    await open(link("whitenoise"));
    await page.locator("header a[href$='about/'], footer a[href$='about/']").first().click();
    await page.waitForURL(/about\//);
    await page.locator("header a[href$='compose/']").first().click();
    await page.waitForURL(/compose\//);
    assert.ok(await is("whitenoise"));
    await tick(page, "pillow");
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    await back();
    await page.locator(".toast").getByRole("button", { name: t.undo }).click();
    assert.ok((await is("whitenoise")) && (await is("pillow")));
    await back();
    // Adopted, the link's is the own one; undone, it is not.
    await open(at("about/"));
    await open(link("whitenoise"));
    await notice.getByRole("button", { name: t.takeStack }).click();
    assert.equal(await notice.count(), 0);
    await page.locator(".toast").getByRole("button", { name: t.undo }).click();
    await back();
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    assert.ok(await is("celery"));
    // A way back does not outlive the next change, which it would take with it; nor another link.
    await open(at("about/"));
    await open(link("whitenoise"));
    const undo = page.locator(".toast").getByRole("button", { name: t.undo });
    await back();
    await undo.waitFor();
    await tick(page, "django-taggit");
    await undo.waitFor({ state: "detached" });
    await open(link("whitenoise"));
    await back();
    assert.ok(await is("django-taggit"));
    await undo.waitFor();
    await open(link("pillow"));
    await undo.waitFor({ state: "detached" });
    await back();
    // What another tab has changed in between is the own selection when it is undone.
    await undo.waitFor();
    second = await context.newPage();
    await open(at("compose/"), second);
    await untick(second, "celery");
    await page.waitForFunction(() => !document.querySelector('.choice input[value="celery"]').checked);
    await undo.click();
    assert.ok(await is("pillow"));
    await notice.getByRole("button", { name: t.backToMine }).click();
    assert.ok((await is("django-taggit")) && !(await is("celery")));
    await tick(page, "celery");
    await second.close();
    // A link that is changed, and left by Back: what is shown next time is the own one.
    await open(link("whitenoise"));
    await tick(page, "pillow");
    await page.goBack();
    await page.waitForFunction(() => document.querySelector('.choice input[value="celery"]').checked);
    assert.equal(await notice.count(), 0);
    await open(at("about/"));
    await open(at("compose/"));
    assert.ok((await is("celery")) && (await is("django-taggit")) && !(await is("pillow")));
    assert.equal(await notice.count(), 0);
  }],
  ["a tab that was left behind adds to the selection and replaces nothing", async ({ page, context, open, at }) => {
    const second = await context.newPage();
    await open(at("addons/whitenoise/"), second);
    await open(at("compose/"));
    await tick(page, "celery");
    await tick(page, "pillow");
    await second.locator(".adopt").first().click();
    const boxes = (on) => on.locator(".choice input[value]:checked").evaluateAll((all) => all.map((one) => one.value).sort());
    await page.waitForFunction(() => document.querySelector('.choice input[value="whitenoise"]').checked);
    assert.deepEqual(await boxes(page), ["celery", "pillow", "whitenoise"]);
    assert.match(page.url(), /whitenoise/);
    await open(at("compose/"), second);
    assert.deepEqual(await boxes(second), ["celery", "pillow", "whitenoise"]);
  }],
  ["the own selection outlives a change of language, an edit there and Back", async ({ page, open, at, t }) => {
    const is = (slug) => page.locator(`.choice input[value="${slug}"]`).isChecked();
    await open(at("compose/"));
    await tick(page, "celery");
    await page.locator("a[data-language]").first().click();
    await page.waitForURL(new RegExp(`/${t.other}/`));
    await page.waitForSelector("body[data-ready]");
    await tick(page, "pillow");
    await page.goBack();
    await page.waitForSelector("body[data-ready]");
    await tick(page, "whitenoise");
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    // The address of the page that Back leads to is shown as it was, or the page was kept and follows.
    const notice = page.locator(".link-notice");
    if (await notice.count()) await notice.getByRole("button", { name: t.backToMine }).click();
    assert.ok((await is("celery")) && (await is("pillow")));
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    assert.ok((await is("celery")) && (await is("pillow")));
  }],
  ["who has no own selection is not told that it is kept", async ({ page, open, at, t }) => {
    await open(at("compose/#v1&d=6.1&py=3.13&a=whitenoise,from-the-future"));
    const notice = page.locator(".link-notice");
    assert.doesNotMatch(await notice.innerText(), new RegExp(t.yoursIsKept));
    assert.match(await notice.innerText(), /from-the-future/);
    assert.equal(await notice.getByRole("button", { name: t.backToMine }).count(), 0);
    await tick(page, "pillow");
    await page.reload();
    await page.waitForSelector("body[data-ready]");
    assert.equal(await notice.count(), 0);
    assert.ok(await page.locator('.choice input[value="pillow"]').isChecked());
  }],
  ["hostile links change nothing but the notice", async ({ page, open, at }) => {
    for (const fragment of ["#", "#v1", "#v9&a=celery", `#v1&a=${"x,".repeat(9000)}`, "#%00%ff%zz", "#v1&celery.broker=<script>", "#v1&p=a'b\"c"]) {
      await open(at("about/"));
      await open(at(`compose/${fragment}`));
      assert.ok((await text(page)).includes("INSTALLED_APPS"), fragment.slice(0, 40));
    }
  }],
  ["problems name the cause and are one click away", async ({ page, open, at, t }) => {
    await open(at("compose/"));
    await tick(page, "django-allauth");
    await tick(page, "django-cors-headers");
    await tick(page, "django-rest-framework");
    const problems = page.locator(".problem");
    assert.ok((await problems.count()) > 0);
    for (const problem of await problems.all()) {
      const details = problem.locator("details");
      if (!(await details.getAttribute("open").then((open) => open !== null))) await details.locator("summary").click();
    }
    const before = await problems.count();
    const hints = problems.locator(".hints button");
    assert.ok((await hints.count()) > 0, "no hint to click");
    const address = page.url();
    await hints.first().click();
    await page.waitForURL((url) => url.href !== address);
    await page.locator(".toast").getByRole("button", { name: t.undo }).click();
    await page.waitForURL((url) => url.href === address);
    assert.equal(await problems.count(), before);
  }],
  ["the ZIP holds what is shown, the same bytes each time", async ({ page, open, at, t }) => {
    await open(at("compose/"));
    for (const slug of ["celery", "whitenoise", "django-environ"]) await tick(page, slug);
    const zip = () => saved(page, () => page.getByRole("button", { name: t.zip }).click());
    const [one, two] = [await zip(), await zip()];
    assert.ok(one.equals(two));
    const folder = mkdtempSync(join(tmpdir(), "composed-"));
    writeFileSync(join(folder, "project.zip"), one);
    execFileSync("python3", ["-m", "zipfile", "-e", join(folder, "project.zip"), folder]);
    for (const tab of await page.locator(".file-list [role=tab]").all()) {
      const path = (await tab.innerText()).split(/\s/)[0];
      await tab.click();
      const shown = await page.locator("#composed-file .lines .line").allTextContents();
      const inside = readFileSync(join(folder, "config", path), "utf8");
      assert.equal(shown.join("").replace(/\n+$/, "\n"), inside.replace(/\n+$/, "\n"), path);
    }
    // The native door writes the same project from the same selection.
    if (process.env.XTASK) {
      const out = join(folder, "native");
      execFileSync(process.env.XTASK, ["compose", "--link", new URL(page.url()).hash.slice(1), "--out", out], { stdio: "pipe" });
      for (const tab of await page.locator(".file-list [role=tab]").allInnerTexts()) {
        const path = tab.split(/\s/)[0];
        assert.ok(readFileSync(join(out, path)).equals(readFileSync(join(folder, "config", path))), path);
      }
    }
  }],
  ["a .env is made here, with a new secret each time", async ({ page, open, at }) => {
    await open(at("compose/"));
    await tick(page, "django-environ");
    const env = async () => String(await saved(page, () => page.getByRole("button", { name: / \.env$/ }).click()));
    const secret = (file) => /^SECRET_KEY=(.*)$/m.exec(file)?.[1];
    const [one, two] = [secret(await env()), secret(await env())];
    assert.ok(one?.length >= 50, String(one));
    assert.notEqual(one, two);
    assert.ok(!page.url().includes(one));
  }],
  ["additions for an existing project name their place", async ({ page, open, at, t }) => {
    await open(at("compose/"));
    await page.getByRole("button", { name: t.additions }).click();
    assert.equal(await page.locator(".snippet").count(), 0);
    await tick(page, "whitenoise");
    assert.ok((await page.locator(".snippet").count()) >= 2);
    const anchors = await page.locator(".snippet .anchor").allInnerTexts();
    assert.ok(anchors.every((anchor) => anchor.length > 3), anchors.join());
    assert.match((await page.locator(".snippet").allInnerTexts()).join("\n"), /WhiteNoiseMiddleware/);
  }],
  ["starting over can be undone", async ({ page, open, at, t }) => {
    await open(at("compose/"));
    await tick(page, "celery");
    await page.getByRole("button", { name: t.startOver }).click();
    assert.equal(await page.locator(".choice > label input:checked").count(), 0);
    await page.getByRole("button", { name: t.undo }).click();
    assert.ok(await page.locator('.choice input[value="celery"]').isChecked());
  }],
  ["add-ons come from cards and from their page", async ({ page, open, at, t }) => {
    await open(at(""));
    await page.getByRole("button", { name: `${t.composeWith} Celery` }).click();
    await open(at("addons/whitenoise/"));
    await page.getByRole("button", { name: `${t.composeWith} WhiteNoise` }).click();
    await page.getByRole("link", { name: new RegExp(`^${t.compose}`) }).first().click();
    await page.locator(".choice > label input:checked").nth(1).waitFor();
    assert.equal(await page.locator(".choice > label input:checked").count(), 2);
  }],
];
