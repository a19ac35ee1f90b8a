// Pictures of the pages, at three widths and in both themes, compared with those that are kept in `screens/`, so that a
// change of looks is seen. The style page is kept whole, of the others what a reader sees first. Fonts and Chromium draw
// differently from machine to machine: where they are others than the pictures were taken with, the test says so and
// is skipped. `cargo xtask screens --write` takes the pictures anew.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const KEPT = join(dirname(fileURLToPath(import.meta.url)), "screens");
// Where a picture that differs is put, to be looked at.
const SEEN = join(dirname(fileURLToPath(import.meta.url)), "../../.cache/screens");
const FINGERPRINT = join(KEPT, "drawn-with.json");
const WIDTHS = [360, 768, 1440];
const HEIGHT = 900;
const THEMES = ["light", "dark"];
// How far a colour may be off, and how many points may be further off.
const OFF = 32;
const POINTS = 60;
// What every check of the content or of the packages changes.
const CHANGING = [".checked", ".facts dd", ".page.about main table", ".table td"];

const PAGES = [
  ["style", "style/", { whole: true }],
  ["browse", ""],
  ["addon", "addons/django-allauth/#settings"],
  ["compose", "compose/#v1&d=6.1&py=3.13&a=celery,django-allauth,django-cors-headers"],
  ["bookmarks", "bookmarks/"],
  ["about", "about/"],
];

// Hashes of letters as they are drawn here, and the Chromium that draws them.
async function drawnWith(page) {
  const letters = await page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [600, 40];
    const context = canvas.getContext("2d", { willReadFrequently: true });
    const hashes = {};
    for (const family of ["system-ui", "sans-serif", "ui-monospace", "monospace"]) {
      context.clearRect(0, 0, 600, 40);
      context.font = `17px ${family}`;
      context.fillText("Grumpy wizards: ÀÉÇœ « 0O1lI » {}[]#@ ✔ ○ ↗ ⇅", 4, 26);
      const bytes = await crypto.subtle.digest("SHA-256", context.getImageData(0, 0, 600, 40).data);
      hashes[family] = [...new Uint8Array(bytes).slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    }
    return hashes;
  });
  return { chromium: page.context().browser().version().split(".")[0], letters };
}

// How many points of two pictures are of clearly different colours; the comparing is done by the browser.
const differing = (page, kept, seen) =>
  page.evaluate(async ([pictures, off]) => {
    const [kept, seen] = await Promise.all(pictures.map(async (picture) => {
      const bytes = Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
      context.drawImage(bitmap, 0, 0);
      return context.getImageData(0, 0, bitmap.width, bitmap.height);
    }));
    if (kept.width !== seen.width || kept.height !== seen.height) {
      return `is ${seen.width} × ${seen.height} points instead of ${kept.width} × ${kept.height}`;
    }
    let points = 0;
    for (let at = 0; at < kept.data.length; at += 4) {
      if ([0, 1, 2].some((colour) => Math.abs(kept.data[at + colour] - seen.data[at + colour]) > off)) points += 1;
    }
    return points;
  }, [[kept, seen].map((picture) => picture.toString("base64")), OFF]);

async function pictures({ page, context, open, at, lang, skip, update }, name, path, whole) {
  // Without a worker no notice tells of the offline copy half-way.
  await page.addInitScript(() => delete Navigator.prototype.serviceWorker);
  await open(at(path));
  const here = await drawnWith(page);
  if (update) {
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(FINGERPRINT, `${JSON.stringify(here, null, 2)}\n`);
  } else {
    const kept = existsSync(FINGERPRINT) ? JSON.parse(readFileSync(FINGERPRINT, "utf8")) : {};
    if (JSON.stringify(kept) !== JSON.stringify(here)) {
      skip("the pictures were taken with other fonts or another Chromium; cargo xtask screens --write takes them anew");
    }
  }
  const judge = await context.newPage();
  const wrong = [];
  for (const width of WIDTHS) {
    for (const colorScheme of THEMES) {
      await page.setViewportSize({ width, height: HEIGHT });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.evaluate(async () => {
        document.activeElement?.blur();
        scrollTo(0, 0);
        await document.fonts.ready;
        for (let frame = 0; frame < 2; frame += 1) await new Promise((drawn) => requestAnimationFrame(drawn));
      });
      const mask = whole ? [] : CHANGING.map((selector) => page.locator(selector));
      const seen = await page.screenshot({ fullPage: whole, animations: "disabled", mask, maskColor: "#888888" });
      const file = `${name}-${lang}-${width}-${colorScheme}.png`;
      if (update) {
        writeFileSync(join(KEPT, file), seen);
        continue;
      }
      const points = existsSync(join(KEPT, file)) ? await differing(judge, readFileSync(join(KEPT, file)), seen) : "has no kept picture";
      if (points === 0 || points <= POINTS) {
        rmSync(join(SEEN, file), { force: true });
        continue;
      }
      mkdirSync(SEEN, { recursive: true });
      writeFileSync(join(SEEN, file), seen);
      wrong.push(`${file} ${typeof points === "number" ? `differs in ${points} points` : points}`);
    }
  }
  assert.equal(wrong.join("; "), "", `${wrong.join("; ")}: compare .cache/screens with tests/browser/screens; if it is meant, cargo xtask screens --write`);
}

export default PAGES.map(([name, path, { whole = false } = {}]) => [
  `${name} looks as it did`,
  (guide) => pictures(guide, name, path, whole),
  // Half a point per pixel: small files, and letters that are a shade off do not count.
  { languages: ["en"], context: { deviceScaleFactor: 0.5 }, chromium: "the pictures that are kept are Chromium's" },
]);
