// What comes first among the answers of a search box, whichever engine answers: workers load it after the ports.
"use strict";

portspec.ranking = (() => {
  const opened = portspec.open(portspec.table);
  const SHOWN = 20;
  const LATE = /^(?:findings|reference)\//; // pages about portspec itself

  // Return the requirements that come before all pages: for ports those that mean them, for the name of a service those
  // that have a port of it; other words are rather about a page.
  function first(asked, query) {
    const { rows } = portspec.find(opened, asked, SHOWN);
    if (query.ranges.length) return rows;
    const named = (row) => query.words.some((word) => opened.services.has(word) || row.names.split(" ").includes(word));
    return rows.filter((row) => row.latest && named(row));
  }

  // Whether a page has what is asked for its name.
  function called(location, asked) {
    const name = `${asked.toLowerCase().trim().replace(/\s+/g, "-")}.html`;
    return `/${location.split("#")[0].toLowerCase()}`.endsWith(`/${name}`);
  }

  // Whether a page is one of a release that another has followed.
  const folders = opened.releases.filter(({ latest }) => !latest).map(({ folder }) => folder);
  const old = (location) => folders.some((each) => location.startsWith(each));

  return { opened, first, called, old, LATE };
})();
