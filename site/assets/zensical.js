// Zensical's search worker, which numbers the records of its index: requirements that a query means come first, then
// pages of that name, and pages about portspec itself come late, as in worker.js.
"use strict";

const SETUP = 0;
const QUERY = 2;
const RESULT = 3;
const MOST = 100;
const root = new URL("..", location).href; // of the site; the engine's page makes addresses whole

importScripts("query.js", "ports.js", "ranking.js");
const { opened, first, called, old, LATE } = portspec.ranking;
let index = [];
let places = new Map(); // a record's number, by its address
let asked; // the last query, with what has come of it

const pass = (data) => dispatchEvent(new MessageEvent("message", { data: { ...data, passed: true } }));

// The first listener hears a message first, and hands it on.
addEventListener("message", (event) => {
  const { type, data, passed } = event.data;
  if (passed || (type !== QUERY && type !== SETUP)) return;
  event.stopImmediatePropagation();
  if (type === SETUP) {
    index = data.items.map((each) => ({ ...each, location: new URL(each.location, root).href.slice(root.length) }));
    places = new Map(index.map((each, at) => [each.location, at]));
  } else asked = { ...data, found: [] };
  pass({ type, data });
});

const pageOf = ({ id }) => index[id].location.split("#")[0];

// Whether a record has all words of a query, not only such as look alike.
function exact({ id }, input) {
  const { title, text, path } = index[id];
  const all = [title, text, ...(path ?? [])].join(" ").toLowerCase();
  return input.toLowerCase().split(/\s+/).every((word) => all.includes(word));
}

// Return the requirements that are meant, as what is found: those that the index has.
function requirements(input, items) {
  const slip = !items.some((each) => exact(each, input)) && portspec.meant(opened, input);
  const asked = slip || input;
  const rows = slip ? portspec.find(opened, asked, MOST).rows : first(asked, portspec.parse(asked, opened.transports, opened.fillers));
  const found = new Map(items.map((each) => [each.id, each]));
  return rows.flatMap(({ address }) => places.get(address) ?? []).map((id) => found.get(id) ?? { id, matches: [] });
}

// Return what is found with the requirements first; each page stands before its sections, and an older release late.
function ranked(items, input) {
  const records = requirements(input, items);
  const there = new Set(records.map(({ id }) => id));
  const pages = new Map();
  for (const each of items) if (!there.has(each.id)) pages.set(pageOf(each), [...(pages.get(pageOf(each)) ?? []), each]);
  const rank = ([page]) => 2 * LATE.test(page) + old(page) - 3 * called(page, input);
  const groups = [...pages].sort((one, other) => rank(one) - rank(other));
  const part = (each) => index[each.id].location.includes("#");
  return [...records, ...groups.flatMap(([, group]) => group.sort((one, other) => part(one) - part(other)))];
}

// It answers ten at a time, of which the right one may be the eleventh: all are asked for before any is shown.
const send = postMessage.bind(globalThis);
globalThis.postMessage = (message) => {
  if (message.type !== RESULT || typeof asked?.input !== "string") return send(message);
  const { found, ...query } = asked;
  const { pagination, items } = message.data;
  found.push(...items);
  if (pagination.next && found.length < MOST) return void pass({ type: QUERY, data: { ...query, page: pagination.next } });
  send({ ...message, data: { ...message.data, items: ranked(found, query.input), pagination: { total: pagination.total } } });
};

importScripts(new URLSearchParams(location.search).get("worker"));
