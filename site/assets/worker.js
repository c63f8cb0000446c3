// The theme's search worker, with some additions: a query that names ports or services gets the requirements that mean
// them first, then comes a page of that name, pages about portspec itself come late, a slip of the keyboard is mended, and
// no language leaves it mute.
"use strict";

const SETUP = 0;
const QUERY = 2;
const RESULT = 3;
const SHOWN = 20;
const HTML = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

importScripts("query.js", "ports.js", "ranking.js");
const { opened, first, called, LATE } = portspec.ranking;
const own = [];

const safe = (text) => text.replace(/[&<>"]/g, (found) => HTML[found]);

// Return a record as the theme's worker does: a group of its own, whose only document is the requirement.
function record(row) {
  const transports = row.transports.join(", ").toUpperCase() || portspec.say("transport unstated");
  const title = safe(`${row.ports} ${transports}, ${row.direction}: ${row.roleName}, ${row.title}`);
  const text = safe(row.purpose);
  const terms = { [row.ports]: true };
  return [{ location: row.address, title: title.replace(row.ports, "<mark>$&</mark>"), text, score: 1, terms }];
}

const pass = (data) => dispatchEvent(new MessageEvent("message", { data: { ...data, passed: true } }));

// The first listener hears a message first: it keeps the answers to a query, and hands the rest of the query on.
addEventListener("message", (event) => {
  const { type, data, passed } = event.data;
  if (passed || (type !== QUERY && type !== SETUP)) return;
  event.stopImmediatePropagation();
  if (type === SETUP) return void pass({ type, data: prepared(data) });
  const query = portspec.parse(data, opened.transports, opened.fillers);
  const records = first(data, query).map(record);
  own.push({ records, asked: data });
  // Nearly every requirement names a transport; what else is asked is enough for the theme's search.
  const rest = records.length ? [...query.ranges.map(([start]) => start), ...query.words].join(" ") : data;
  pass({ type, data: rest });
});

// Return the index as the theme's worker is to have it.
function prepared(index) {
  const docs = index.docs.map((each) => (LATE.test(each.location) ? { ...each, boost: 0.0001 } : each));
  return { ...index, docs, config: { ...index.config, lang: spoken(index.config.lang) } };
}

// Return those languages for whose words the theme has a script; one without would leave it mute for ever.
function spoken(languages) {
  const found = languages.filter((each) => {
    try {
      if (each !== "en") importScripts("../lunr/min/lunr.stemmer.support.min.js", `../lunr/min/lunr.${each}.min.js`);
      return true;
    } catch {
      return false;
    }
  });
  return found.length ? found : ["en"];
}

// Answers come in the order of the queries. What nothing answers is asked once more, as it was likely meant.
const send = postMessage.bind(globalThis);
globalThis.postMessage = (message) => {
  if (message.type !== RESULT) return send(message);
  const { records, asked } = own.shift() ?? { records: [], asked: "" }; // the theme may answer what nobody asked
  const mute = !records.length && !message.data.items.length && !own.length;
  const meant = mute && asked && portspec.meant(opened, asked);
  if (meant) {
    own.push({ records: portspec.find(opened, meant, SHOWN).rows.map(record), asked: "" });
    return void pass({ type: QUERY, data: meant });
  }
  const there = new Set(records.map(([each]) => each.location));
  const others = message.data.items.map((group) => group.filter((each) => !there.has(each.location)));
  const named = ([{ location }]) => called(location, asked);
  const rest = others.filter((group) => group.some((each) => each.score > 0)).sort((one, other) => named(other) - named(one));
  const items = [...records, ...rest];
  send({ ...message, data: { ...message.data, items } });
};

// The theme's worker loads a language's stemmer from beside itself, as if its address were this one's.
const theme = new URLSearchParams(location.search).get("worker");
const load = importScripts.bind(globalThis);
globalThis.importScripts = (...scripts) => load(...scripts.map((each) => new URL(each, theme)));

importScripts(theme);
