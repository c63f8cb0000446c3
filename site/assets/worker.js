// The theme's search worker, with one addition: a query that names ports gets the requirements that mean them first.
"use strict";

const QUERY = 2;
const RESULT = 3;
const SHOWN = 20;
const HTML = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

importScripts("query.js", "ports.js");
const opened = portspec.open(portspec.table);
const own = [];

const safe = (text) => text.replace(/[&<>"]/g, (found) => HTML[found]);

// Return a record as the theme's worker does: a group of its own, whose only document is the requirement.
function record(row) {
  const transports = row.transports.join(", ").toUpperCase() || "transport unstated";
  const title = safe(`${row.ports} ${transports}, ${row.direction}: ${row.roleName}, ${row.title}`);
  const text = safe(row.purpose);
  const terms = { [row.ports]: true };
  return [{ location: row.address, title: title.replace(row.ports, "<mark>$&</mark>"), text, score: 1, terms }];
}

// The first listener hears a query first: it keeps the answers, and hands the rest of the query on.
addEventListener("message", (event) => {
  if (event.data.type !== QUERY || event.data.rest) return;
  const query = portspec.parse(event.data.data, opened.transports, opened.fillers);
  const records = query.ranges.length ? portspec.find(opened, event.data.data, SHOWN).rows.map(record) : [];
  own.push(records);
  if (!records.length) return;
  event.stopImmediatePropagation();
  // Nearly every requirement names a transport; what else is asked is enough for the theme's search.
  const rest = [...query.ranges.map(([start]) => start), ...query.words].join(" ");
  dispatchEvent(new MessageEvent("message", { data: { type: QUERY, data: rest, rest: true } }));
});

// Answers come in the order of the queries.
const send = postMessage.bind(globalThis);
globalThis.postMessage = (message) => {
  const records = message.type === RESULT ? (own.shift() ?? []) : [];
  if (!records.length) return send(message);
  const there = new Set(records.map(([each]) => each.location));
  const others = message.data.items.map((group) => group.filter((each) => !there.has(each.location)));
  const items = [...records, ...others.filter((group) => group.some((each) => each.score > 0))];
  send({ ...message, data: { ...message.data, items } });
};

// The theme's worker loads a language's stemmer from beside itself, as if its address were this one's.
const theme = new URLSearchParams(location.search).get("worker");
const load = importScripts.bind(globalThis);
globalThis.importScripts = (...scripts) => load(...scripts.map((each) => new URL(each, theme)));

importScripts(theme);
