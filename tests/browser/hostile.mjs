// What a stranger may send: links, files, texts to search for. Nothing of it runs, nothing of it becomes an element.
import assert from "node:assert/strict";

import { cases, dice, drawn, searchable } from "./host.mjs";

const RUN = "window.__ran=1";
const MARKUP = [
  `<script>${RUN}</script>`, `<img src=x onerror=${RUN}>`, `<svg onload=${RUN}>`, `<svg><script>${RUN}</script></svg>`, `<body onload=${RUN}>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>">`, `<iframe src="javascript:parent.${RUN}">`, `<object data="javascript:${RUN}">`,
  `<embed src="javascript:${RUN}">`, `<a href="javascript:${RUN}" autofocus onfocus=${RUN}>x</a>`, `<input autofocus onfocus=${RUN}>`,
  `<details open ontoggle=${RUN}>`, `<video><source onerror=${RUN}></video>`, `<audio src=x onerror=${RUN}>`, `<marquee onstart=${RUN}>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${RUN}>`, `<form action="javascript:${RUN}"><button autofocus>x</button></form>`,
  `<base href="//x.invalid/">`, `<meta http-equiv="refresh" content="0;url=javascript:${RUN}">`, `<link rel="stylesheet" href="//x.invalid/a.css">`,
  `<style>@import "//x.invalid/a.css";</style>`, `<template><img src=x onerror=${RUN}></template>`, `<noscript><img src=x onerror=${RUN}></noscript>`,
  `<div style="animation:x" onanimationstart=${RUN}>`, `<select autofocus onfocus=${RUN}><option>x</select>`, `<textarea autofocus onfocus=${RUN}>`,
  `<p popover id=p onbeforetoggle=${RUN}>x</p><button popovertarget=p>x</button>`, `<image href=x onerror=${RUN}>`,
  `<xml:namespace prefix=t><t:set attributeName=innerHTML to="<img src=x onerror=${RUN}>">`, `javascript:${RUN}`, `data:text/html,<script>${RUN}</script>`,
  `\u202e<img src=x onerror=${RUN}>\u2066`,
];
const WRAPS = ["X", '">X', "'>X", "</textarea>X", "</title></script>X", "-->X<!--", "{{X}}", "\u0000X", "]]>X", "`${X}`", "</p></li></ul>X"];
const PAYLOADS = WRAPS.flatMap((wrap) => MARKUP.map((markup) => wrap.replace("X", () => markup)));

// Everything that an attacker could have made; the page's own elements of these kinds are known.
const shape = (page) => page.evaluate(() => ({
  ran: "__ran" in window,
  made: [...document.querySelectorAll("iframe, object, embed, base, math, marquee, video, audio, image, style, template, form:not(.stack-save), [onerror], [onload], [onfocus], [ontoggle], img[src=x]")].map((one) => one.outerHTML.slice(0, 120)),
  scripts: document.scripts.length,
  links: [...document.links].filter((link) => /^(javascript|data):/i.test(link.getAttribute("href"))).length,
}));
const CALM = { ran: false, made: [], scripts: 1, links: 0 };

const sample = () => {
  const roll = dice("S3");
  return cases(null, PAYLOADS) ?? Array.from({ length: 24 }, () => PAYLOADS[roll(PAYLOADS.length)]);
};
const slugs = async (page) => page.$$eval(".card h2 a", (links) => links.map((link) => link.getAttribute("href").split("/").at(-2)));

export default [
  ["no payload runs from a link", async ({ page, open, at, url, lang }) => {
    assert.ok(PAYLOADS.length >= 300, `${PAYLOADS.length} payloads`);
    await open(at("compose/"));
    const calm = await shape(page);
    assert.deepEqual(calm, CALM);
    const fields = ["p=", "a=", "d=", "django-allauth.", "celery.broker=", "cache:=", ""];
    for (const payload of sample()) {
      const coded = encodeURIComponent(payload.toWellFormed());
      await page.evaluate(([fields, coded, payload]) => {
        for (const field of fields) for (const text of [coded, payload]) location.hash = `#v1&d=6.1&py=3.13&a=celery&${field}${text}`;
      }, [fields, coded, payload]);
      assert.deepEqual(await shape(page), CALM, payload);
    }
    // Opening a link stores nothing.
    assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("draft")).length), 0);
    // The same behind the question mark and as a path, with a load each.
    for (const payload of sample().slice(0, cases(4, 400))) {
      const coded = encodeURIComponent(payload.toWellFormed());
      await page.goto(new URL(`${lang}/?q=${coded}&tags=${coded}&order=${coded}#${coded}`, url).href);
      await page.waitForSelector("body[data-ready]");
      assert.deepEqual(await shape(page), CALM, payload);
    }
  }],
  ["no payload runs from a search", async ({ page, open, at }) => {
    await open(at(""));
    await page.keyboard.press("/");
    await searchable(page);
    for (const payload of sample()) {
      await page.locator(".palette input").fill(payload);
      await drawn(page);
      assert.deepEqual(await shape(page), CALM, payload);
    }
  }],
  ["no payload runs from an imported file, and its text is shown as it is", async ({ page, open, at, t }) => {
    await open(at(""));
    const known = await slugs(page);
    await open(at("bookmarks/"));
    const payloads = sample();
    for (let from = 0; from < payloads.length; from += known.length) {
      const notes = payloads.slice(from, from + known.length).map((note) => note.toWellFormed());
      const bookmarks = notes.map((note, number) => ({ addon: known[number], note }));
      const file = JSON.stringify({ format: "django-addon-guide/bookmarks", version: 1, bookmarks });
      await page.locator("input[type=file]").setInputFiles({ name: "<img src=x onerror=window.__ran=1>.json", mimeType: "application/json", buffer: Buffer.from(file) });
      await page.getByRole("button", { name: t.replace }).click();
      const shown = await page.locator(".kept textarea").evaluateAll((all) => all.map((one) => one.value));
      assert.deepEqual(shown, notes.map((note) => note.replace(/\r\n?/g, "\n")));
      assert.deepEqual(await shape(page), CALM);
    }
    // As the names of add-ons they are refused whole.
    for (const payload of payloads.slice(0, 40)) {
      const file = JSON.stringify({ format: "django-addon-guide/bookmarks", version: 1, bookmarks: [{ addon: payload.toWellFormed(), note: "" }] });
      await page.locator("input[type=file]").setInputFiles({ name: "b.json", mimeType: "application/json", buffer: Buffer.from(file) });
      await page.getByRole("alert").filter({ hasText: t.damaged }).waitFor();
      assert.deepEqual(await shape(page), CALM);
    }
  }],
  ["files of any size and depth are refused, large ones unread", async ({ page, open, at, t }) => {
    await open(at("addons/celery/"));
    await page.locator(".star").click();
    await open(at("bookmarks/"));
    const before = await page.evaluate(() => JSON.stringify({ ...localStorage }));
    // Every way to the bytes of a file, with how many are there.
    await page.evaluate(() => {
      window.read = [];
      for (const [from, ways] of [[Blob, ["arrayBuffer", "bytes", "slice", "stream", "text"]], [FileReader, ["readAsArrayBuffer", "readAsBinaryString", "readAsDataURL", "readAsText"]]]) {
        for (const way of ways.filter((way) => way in from.prototype)) {
          const own = from.prototype[way];
          from.prototype[way] = function (...given) {
            window.read.push((given[0] instanceof Blob ? given[0] : this).size);
            return own.apply(this, given);
          };
        }
      }
    });
    const refused = async (make, words) => {
      await page.evaluate((make) => {
        const transfer = new DataTransfer();
        const parts = make === "large" ? Array.from({ length: 200 }, () => new Uint8Array(1 << 20)) : ["[".repeat(100_000)];
        transfer.items.add(new File(parts, "b.json"));
        const field = document.querySelector("input[type=file]");
        field.files = transfer.files;
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }, make);
      await page.getByRole("alert").filter({ hasText: words }).waitFor();
    };
    await refused("large", /16/);
    assert.deepEqual(await page.evaluate(() => window.read), [], "its size says enough");
    await refused("deep", new RegExp(t.damaged));
    assert.deepEqual(await page.evaluate(() => window.read), [100_000]);
    assert.equal(await page.evaluate(() => JSON.stringify({ ...localStorage })), before);
  }, { languages: ["en"] }],
];
