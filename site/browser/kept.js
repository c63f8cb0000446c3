// What Brython made of the engine's modules is kept in the browser for the next time, as long as the engine is the same:
// to translate them is the longest part of the start. It is asked for first, and comes while Brython is read.
const KEPT = "portspec-builder";

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function store(mode) {
  const opening = indexedDB.open(KEPT, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(KEPT);
  return (await done(opening)).transaction(KEPT, mode).objectStore(KEPT);
}

async function recall() {
  try {
    const kept = await done((await store("readonly")).get(location.href));
    if (kept?.engine === ENGINE) return kept.translated;
  } catch {
    // A browser need not keep anything, and keeps nothing for a page that is opened from a folder.
  }
  return new Map();
}

const recalled = recall();
