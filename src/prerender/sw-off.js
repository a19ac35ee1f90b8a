// The off-switch: served in the place of sw.js, it frees every reader at the next visit. The guide's own caches go;
// bookmarks, and all that belongs to other projects on this host, stay. No page is reloaded.
"use strict";

const PREFIX = `django-addon-guide:${new URL(self.registration.scope).pathname}:`;

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX)).map((name) => caches.delete(name)));
  await self.registration.unregister();
}
