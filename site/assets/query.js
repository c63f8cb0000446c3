// What a reader types about ports, and which requirements it means. The port finder and the search worker share it.
// `portspec lookup` has the same grammar (portspec/analysis/query.py), and tests/queries.json holds both to the same answers.
"use strict";

globalThis.portspec = (() => {
  const LAST = 65535;

  // Return a phrase in the site's language, with what it is about in the place of each `{name}`; `portspec.words` has those
  // that are not English.
  const say = (phrase, about = {}) =>
    (globalThis.portspec.words?.[phrase] ?? phrase).replace(/\{(\w+)\}/g, (place, name) => about[name] ?? place);

  // Return a text in small letters, without accents and in the usual width.
  const fold = (text) =>
    (/^[\x00-\x7f]*$/.test(text) ? text : text.normalize("NFKD").replace(/\p{M}/gu, "")).toLowerCase();

  // Return { ranges, transports, words } of a text such as `2511/tcp`, `5700 to 6900`, `port 22` or `mds vnc`.
  function parse(text, transports, fillers) {
    const query = { ranges: [], transports: [], words: [] };
    const said = [];
    const joined = fold(text)
      .replace(/[‐-―−]/g, "-")
      .replace(/(\d)(?:\s*(?:-|:|\.\.)\s*|\s+(?:to|through)\s+)(?=\d)/g, "$1-");
    for (const word of joined.split(/[\s,;:/()"'+]+/).map((each) => each.replace(/^-+|-+$/g, ""))) {
      const found = /^(\d+)(?:-(\d+))?$/.exec(word);
      const [start, end] = found ? [Number(found[1]), Number(found[2] ?? found[1])] : [];
      if (found && start <= LAST && end <= LAST) query.ranges.push([Math.min(start, end), Math.max(start, end)]);
      else if (transports.has(word)) query.transports.push(word);
      else if (/[\p{L}\p{N}]/u.test(word)) said.push(word);
    }
    // Words such as `port` ask nothing beside others.
    const asked = said.filter((word) => !fillers.has(word));
    query.words = asked.length || query.ranges.length || query.transports.length ? asked : said;
    return query;
  }

  // Return ranges, each a start and an end, as they are read.
  const written = (ends) =>
    ends.flatMap((end, at) => (at % 2 ? [ends[at - 1] === end ? `${end}` : `${ends[at - 1]}-${end}`] : [])).join(", ");

  // Return the table's rows as objects, in the table's order, with what `find` asks of them all: their ranges one after
  // the other, each with the place of its row; the transports that they name, as bits; their words in one text; and for each the place of
  // the first that is the same requirement in a newer release.
  function open(table) {
    const transports = new Map(table.transports.map((each, at) => [each, 2 ** at]));
    const releases = table.releases.map(([folder, title, latest, heirs, name]) => {
      const counted = Object.entries(heirs).map(([role, all]) => [table.roles[role][0], all.map((at) => table.roles[at][0])]);
      const [product, id] = folder.split("/");
      return { folder, title, name, latest, product, id, includes: new Map(counted) };
    });
    const first = new Map();
    const newest = new Uint32Array(table.rows.length);
    const ends = new Uint16Array(table.rows.reduce((sum, row) => sum + row[4].length, 0));
    const owners = new Uint32Array(ends.length / 2);
    const spoken = new Uint32Array(table.rows.length);
    const offsets = new Uint32Array(table.rows.length + 1);
    const texts = [];
    let filled = 0;
    const rows = table.rows.map(
      ([release, role, page, id, own, named, direction, status, label, purpose, peers, names, assumed, rest, ways = [], condition = "", others = []], at) => {
        const { folder, title, latest, product, includes } = releases[release];
        const [roleId, roleName] = table.roles[role] ?? ["", ""];
        const direct = fold(`${roleId} ${roleName} ${names}`);
        const text = `${direct} ${fold(`${purpose} ${peers} ${named} ${id} ${title} ${folder}`)} ${rest}`;
        const same = `${product} ${id}`;
        if (!first.has(same)) first.set(same, at);
        newest[at] = first.get(same);
        texts.push(text);
        offsets[at + 1] = offsets[at] + text.length + 1;
        ends.set(own, filled);
        owners.fill(at, filled / 2, (filled += own.length) / 2);
        const said = named ? named.split(" ") : [];
        for (const each of said) spoken[at] |= transports.get(each);
        return {
          id, purpose, peers, names, assumed, folder, title, latest, roleId, includes, direct, condition, ways, others,
          hosts: [roleId, ...others.flatMap((each, at) => (at % 2 ? [] : [table.roles[each][0]]))],
          roleName: roleName || say("Without a role"),
          transports: said,
          direction: table.directions[direction],
          status: table.statuses[status],
          ports: label || written(own),
          address: encodeURI(`${folder}${table.pages[page]}.html`) + encodeURI(`#${id}`),
        };
      },
    );
    const services = new Map(Object.entries(table.services));
    const fillers = new Set(table.fillers);
    const text = texts.join("\n");
    const { directions, statuses, roles, parties } = table;
    // The hosts of a release, as ids and names.
    const hosts = (folder) => table.releases.find(([each]) => each === folder)[5].map((at) => roles[at]);
    return { releases, hosts, directions, statuses, roles, parties, rows, transports, fillers, services, ends, owners, spoken, text, offsets, newest };
  }

  // Each of these raises the distances of rows from a query: a number that is lower the better a row answers it, and
  // Infinity where it does not. They go through all rows in plain loops, which a browser is quick at from the first.
  const WORSE = LAST + 2;
  const OLDER = 2 ** 40; // more than all words of a query together

  // How wide the narrowest of a row's ranges is that meets one of the query's; -1 where they are equal.
  function byRanges(far, { ends, owners }, ranges) {
    far.fill(Infinity);
    for (const [from, to] of ranges)
      for (let at = 0; at < owners.length; at += 1) {
        const start = ends[2 * at];
        const end = ends[2 * at + 1];
        if (start > to || from > end) continue;
        const width = start === from && end === to ? -1 : end - start;
        if (width < far[owners[at]]) far[owners[at]] = width;
      }
  }

  // A row must have the word, or a port of the service of that name; it is nearer where its role or its port's name
  // has the word.
  function byWord(far, opened, word) {
    const { rows, text, offsets } = opened;
    const serving = byService(opened, word);
    let row = 0;
    const without = (end) => {
      for (; row < end; row += 1) far[row] += serving?.has(row) ? WORSE : Infinity;
    };
    for (let at = text.indexOf(word), to = 0; at >= 0; at = text.indexOf(word, offsets[row])) {
      for (to = row; offsets[to + 1] <= at; to += 1);
      without(to);
      if (!rows[row].direct.includes(word)) far[row] += WORSE;
      row += 1;
    }
    without(rows.length);
  }

  // Return the places of the rows that have a port of a service, over a transport of it; undefined without a service.
  function byService({ services, transports, ends, owners, spoken }, word) {
    const ports = services.get(word);
    const found = ports && new Set();
    for (let each = 0; each < ports?.length; each += 2) {
      const bits = ports[each + 1].split(" ").reduce((sum, name) => sum | transports.get(name), 0);
      for (let at = 0; at < owners.length; at += 1) {
        const own = spoken[owners[at]];
        if (ends[2 * at] <= ports[each] && ports[each] <= ends[2 * at + 1] && (!own || own & bits)) found.add(owners[at]);
      }
    }
    return found;
  }

  // A row must have the transport, or state none.
  function byTransport(far, { spoken }, bit) {
    for (let at = 0; at < spoken.length; at += 1) if (!(spoken[at] & bit)) far[at] += spoken[at] ? Infinity : WORSE;
  }

  // Return { count, older, rows }: how many requirements answer a query, how many of them in no latest release, and at
  // most so many of them: those of the latest releases first, then the best, and else in the table's order. A
  // requirement of several releases counts once, as the newest of them has it. Where only some rows are admitted, an
  // empty query asks for them all.
  function find(opened, asked, most, admitted) {
    const { rows, transports, fillers, newest } = opened;
    const query = parse(asked, transports, fillers);
    const answer = { count: 0, older: 0, rows: [] };
    if (!admitted && !query.ranges.length && !query.transports.length && !query.words.length) return answer;
    const far = new Float64Array(rows.length);
    if (query.ranges.length) byRanges(far, opened, query.ranges);
    for (const word of query.words) byWord(far, opened, word);
    for (const each of query.transports) byTransport(far, opened, transports.get(each));
    const seen = new Uint8Array(rows.length);
    const best = []; // places of rows, the nearest first
    for (let at = 0; at < rows.length; at += 1) {
      if (far[at] === Infinity || seen[newest[at]] || (admitted && !admitted(rows[at]))) continue;
      seen[newest[at]] = 1;
      answer.count += 1;
      if (!rows[at].latest) {
        answer.older += 1;
        far[at] += OLDER;
      }
      let to = best.length;
      if (to === most && far[best[to - 1]] <= far[at]) continue;
      while (to && far[best[to - 1]] > far[at]) to -= 1;
      best.splice(to, 0, at);
      if (best.length > most) best.pop();
    }
    answer.rows = best.map((at) => rows[at]);
    return answer;
  }

  // Return the numbers of a query that are no port, since they are too high.
  const beyond = (opened, asked) =>
    parse(asked, opened.transports, opened.fillers).words.filter((word) => /^\d+(-\d+)?$/.test(word));

  // Return a query without its transports, and "" where nothing else is asked.
  function anyTransport(opened, asked) {
    const { ranges, transports, words } = parse(asked, opened.transports, opened.fillers);
    return transports.length ? [...ranges.map(([start, end]) => `${start}-${end}`), ...words].join(" ") : "";
  }

  // How many letters are to be put in, taken out, changed or exchanged with the next to make one word of another
  // (optimal string alignment).
  function distance(one, other) {
    let [last, row] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
    for (let i = 1; i <= one.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= other.length; j += 1) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] !== other[j - 1]));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
          next[j] = Math.min(next[j], last[j - 2] + 1);
      }
      [last, row] = [row, next];
    }
    return row[other.length];
  }

  // Return the query that was most likely meant by one that nothing answers; "" where none is near that something does.
  function meant(opened, asked) {
    const query = parse(asked, opened.transports, opened.fillers);
    const known = new Set(opened.text.match(/[\p{L}\p{N}]*\p{L}[\p{L}\p{N}]*/gu)?.filter((word) => word.length > 2 && !opened.fillers.has(word)));
    const words = query.words.map((word) => (opened.text.includes(word) ? word : near(word, known)));
    const ranges = query.ranges.map(([start, end]) => (start === end ? `${start}` : `${start}-${end}`));
    const found = words.every(Boolean) ? [...ranges, ...query.transports, ...words].join(" ") : "";
    return words.length && find(opened, found, 1).count ? found : "";
  }

  // One slip counts, and two in a word of more than five letters.
  function near(word, known) {
    const most = word.length > 5 ? 2 : word.length > 2 ? 1 : 0;
    let [best, far] = ["", most + 1];
    for (const each of known) {
      if (Math.abs(each.length - word.length) > most) continue;
      const now = distance(word, each);
      if (now < far || (now === far && now <= most && each < best)) [best, far] = [each, now];
    }
    return best;
  }

  // Each way that a row opens, as the host's role and a number.
  const sides = ({ roleId, hosts, ways, others }) => [
    ...ways.map((code) => [roleId, code]),
    ...others.flatMap((code, at) => (at % 2 ? [[hosts[1 + (at >> 1)], code]] : [])),
  ];

  // Return what hosts of some roles need in a release, with all that they inherit: each row's ways in and out, the
  // rows that are not known well enough, and how many are not to be opened. Without roles it is all that the release says.
  function needs({ rows, roles, parties, statuses }, folder, chosen) {
    const made = { ways: [], unknown: [], closed: 0 };
    const names = new Map(roles);
    for (const row of rows) {
      if (row.folder !== folder) continue;
      const here = (id) => !chosen.length || chosen.some((role) => inherits(row, role, id));
      const status = statuses.indexOf(row.status);
      if (status && row.hosts.some(here)) status === 1 ? made.unknown.push(row) : (made.closed += 1);
      const ways = new Map();
      for (const [id, code] of sides(row)) {
        if (!here(id) || code < 0) continue;
        if (!ways.has(code % 2)) ways.set(code % 2, { row, way: code % 2 ? "out" : "in", hosts: new Set(), peers: new Set() });
        const way = ways.get(code % 2);
        way.hosts.add(names.get(id));
        if (parties[code >> 1]) way.peers.add(parties[code >> 1]);
      }
      made.ways.push(...ways.values());
    }
    return made;
  }

  // Whether a role has what is stated for another.
  const inherits = (row, roleId, id) => id === roleId || (row.includes.get(roleId)?.includes(id) ?? false);

  // Whether a row is about a host: its role's, or one of a role that the host's includes.
  const belongs = (row, roleId) => row.hosts.some((id) => inherits(row, roleId, id));

  return { say, parse, open, find, belongs, beyond, anyTransport, meant, needs };
})();
