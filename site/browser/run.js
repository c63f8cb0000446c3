// Start the engine, which says a first word when it is ready. Modules are translated unless what came of them is kept.
const translate = __BRYTHON__.py2js;
let translated; // JavaScript, by the name of a module's file
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
  translated = await recalled;
  __BRYTHON__.runPythonSource("import builder", "engine");
  onmessage = ({ data }) => {
    postMessage(answer(data));
    keep();
  };
  postMessage("");
  keep();
}

start().catch((error) => reportError(new Error(error.args ?? error)));
