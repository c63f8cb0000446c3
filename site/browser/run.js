// Start the engine, which says a first word when it is ready. To translate its modules is the longest part of that, so
// what Brython made of them is kept in the browser for the next time, as long as the engine is the same.
const KEPT = "portspec-builder";
const translate = __BRYTHON__.py2js;
let translated = new Map(); // JavaScript, by the name of a module's file
let fresh = false; // whether there is something to keep

__BRYTHON__.builtins.str.tp_str = (text) => text; // its own puts spaces of no width before accents
__BRYTHON__.py2js = (source, ...about) => {
  if (!source.imported) return translate(source, ...about);
  if (!translated.has(source.filename)) {
    translated.set(source.filename, translate(source, ...about).to_js());
    fresh = true;
  }
  return { imports: {}, to_js: () => translated.get(source.filename) };
};

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
    if (kept?.engine === ENGINE) ({ translated } = kept);
  } catch {
    // A browser need not keep anything, and keeps nothing for a page that is opened from a folder.
  }
}

async function keep() {
  if (!fresh) return;
  fresh = false;
  try {
    await done((await store("readwrite")).put({ engine: ENGINE, translated }, location.href));
  } catch {
    // It is translated once more the next time.
  }
}

async function start() {
  await recall();
  __BRYTHON__.runPythonSource("import builder", "engine");
  onmessage = ({ data }) => {
    postMessage(answer(data));
    keep();
  };
  postMessage("");
  keep();
}

start().catch((error) => reportError(new Error(error.args ?? error)));
