// The configurations of `deploy/` in the servers that they are for: every file, with the headers of the project's own server.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { PATIENCE, site } from "./host.mjs";

const DEPLOY = new URL("../../deploy/", import.meta.url);
// Where the site is told to be, and the port, in the files of `deploy/`.
const [ROOT, PORT] = ["/srv/guide", "8080"];
const HEADERS = [
  "content-type", "cache-control", "content-security-policy", "cross-origin-embedder-policy", "cross-origin-opener-policy",
  "cross-origin-resource-policy", "permissions-policy", "referrer-policy", "x-content-type-options",
];
// Names of every kind of file that are not there: each is answered with the page 404.html, which nobody may keep.
const MISSING = [
  "guide-ffffffffffffffff_bg.wasm", "guide-ffffffffffffffff.js", "style-ffffffffffffffff.css", "search-en-ffffffffffffffff.bin",
  "icon-ffffffffffffffff.png", "icon-64.png", "missing.webmanifest", "missing.wasm", "nowhere", "nowhere/", "en/nowhere/",
  "en/addons/nowhere/index.html", "en/sw.js", "en/guide-ffffffffffffffff_bg.wasm", "fr/addons/style-ffffffffffffffff.css",
  "nowhere/boot-ffffffffffffffff.js",
];
// What a host reads for itself, and its type is nobody's business.
const FOR_HOSTS = /^_/;

// What nginx makes at its start.
const FOLDERS = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

const SERVERS = {
  nginx: (own, folder) => {
    writeFileSync(join(folder, "site.conf"), own("nginx.conf"));
    const user = process.getuid?.() === 0 ? "user root;" : "";
    const made = FOLDERS.map((name) => `${name}_temp_path ${folder}/${name};`).join(" ");
    writeFileSync(join(folder, "nginx.conf"), `${user} daemon off; pid ${folder}/pid; error_log stderr; events {} http { access_log off; ${made} include ${folder}/site.conf; }`);
    return ["nginx", "-c", join(folder, "nginx.conf")];
  },
  caddy: (own, folder) => {
    writeFileSync(join(folder, "Caddyfile"), own("Caddyfile"));
    return ["caddy", "run", "--adapter", "caddyfile", "--config", join(folder, "Caddyfile")];
  },
};

const free = () => new Promise((resolve) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

const served = (name) => [
  `what ${name} serves by its configuration`,
  async ({ dist, url, skip }) => {
    try {
      execFileSync(name, ["-v"], { stdio: "ignore" });
    } catch (error) {
      if (error.code === "ENOENT") skip(`${name} is not installed`);
    }
    const folder = mkdtempSync(join(tmpdir(), `${name}-`));
    const port = await free();
    const own = (file) => readFileSync(new URL(file, DEPLOY), "utf8").replaceAll(ROOT, resolve(dist)).replaceAll(PORT, String(port));
    const [program, ...args] = SERVERS[name](own, folder);
    const server = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder } });
    let said = "";
    server.stderr.on("data", (chunk) => (said += chunk));
    const ended = new Promise((resolve) => server.on("exit", resolve));
    try {
      const base = `http://127.0.0.1:${port}/`;
      for (const end = Date.now() + PATIENCE; !(await fetch(base).catch(() => null)); ) {
        assert.ok(Date.now() < end && server.exitCode === null, `${name} does not answer: ${said}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      assert.doesNotMatch(said, /\[(warn|error|emerg)\]|"level":"error"/, said);
      const paths = [...site(dist).files.keys()].map((path) => path.replace(/(^|\/)index\.html$/, "$1"));
      assert.ok(paths.length > 70, `${paths.length} paths`);
      const answer = async (base, path) => {
        const got = await fetch(new URL(path, base), { redirect: "manual" });
        const headers = HEADERS.filter((header) => header !== "content-type" || !FOR_HOSTS.test(path)).map((header) => [header, got.headers.get(header)]);
        return { status: got.status, bytes: Buffer.from(await got.arrayBuffer()).toString("base64"), ...Object.fromEntries(headers) };
      };
      for (const path of [...paths, ...MISSING]) {
        assert.deepEqual(await answer(base, path), await answer(url, path), path);
      }
      const page = await answer(base, "404.html");
      for (const path of MISSING) {
        const { status, ...rest } = await answer(base, path);
        assert.deepEqual({ ...rest, status: 200 }, page, path);
        assert.equal(status, 404, path);
        assert.equal(rest["cache-control"], "no-cache", path);
      }
      console.log(`# ${name}: ${paths.length + MISSING.length} addresses`);
    } finally {
      server.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    }
  },
  { languages: ["en"], chromium: "the same in every browser" },
];

export default Object.keys(SERVERS).map(served);
