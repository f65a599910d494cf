// The index of names: what a query names, of all units, associations, indicators and documents.
// Its files are described in generator/search/names.py; what comes before what is in search-rank.js.
import { KIND, RANK, asked, bestFirst, forms, isNumber, justBefore, nearest, rankWritten, sounded, written } from "./search-rank.js";

const base = new URL(globalThis.inEnglish ? "../en/" : "..", import.meta.url); // this script lies in assets/ of the site
const say = globalThis.say ?? String.raw;
const TRIED = 4; // shards of names
const SAID = 5; // places named beside other words
const MEANT = 5; // queries that a misspelled one may mean
const CHANCE = RANK.SPREAD;
const BETWEEN = new Set(["ở", "o", "tại", "của", "cua", "thuộc", "thuoc"]);

const files = new Map();
const once = (name, make) => {
  if (!files.has(name)) {
    files.set(name, make());
    files.get(name).catch(() => files.delete(name)); // the next search tries again
  }
  return files.get(name);
};
const read = async (file) => {
  const answer = await fetch(new URL(`tim-kiem/ten/${file}.json`, base));
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  return answer.json();
};

const lower = (name) => globalThis.inEnglish ? name : name.slice(0, 1).toLowerCase() + name.slice(1);
const withoutKind = (words) => `${words} `.replace(KIND, "").trim();

// What all shards share, with the names of places as they are typed.
export const loadIndex = () => once("tu", async () => {
  const index = await read("tu");
  const places = index.places.flatMap(([name, above, directory]) => above !== null || directory ? forms(name).map(sounded) : []);
  return { ...index, names: new Set(places) };
});

const entriesOf = (index, file) => once(file, async () => (await read(file)).map((row) => named(index, row)));

// An entry as the words, filters and address of a result.
const named = ({ places, spans, levels }, [title, id, place, span, weight, note, page, ...others]) => {
  const [level, code] = id.split("-");
  const above = [];
  for (let at = place; at !== null; at = places[at][1]) above.push(places[at]);
  const [top] = above.at(-1);
  const where = id ? above.map(([name]) => lower(name)).filter(Boolean).join(", ") : top;
  const today = note && say`nay thuộc ${note}`;
  const full = id && where ? `${title}, ${where}` : title;
  return {
    url: base.pathname + (page || `${level}/${code}/#${id}`),
    id, title, weight, full, length: full.length, score: 0, code: code || "", others: id ? [] : others, bodies: id ? others : [], hasPage: Boolean(page),
    place: [levels[level], where].filter(Boolean).join(" · "), time: id ? [spans[span], today].filter(Boolean).join("; ") : "",
    told: id ? [spans[span], today, say`mã ${code}`].filter(Boolean).join("; ") : note,
    words: sounded([full, code, ...(id ? [] : others)].join(" ")).split(" "),
    cap: levels[level], tinh: id && (top || title), hoi: id ? "" : others[0],
  };
};

// Every word of the query is one of the name, of the place or the code; the last may be unfinished.
const matches = (wanted, { words }) => wanted.every((word, at) => (
  words.includes(word) || (at === wanted.length - 1 && !isNumber(word) && words.some((own) => own.startsWith(word)))
));

// The rank of an entry; of a word that is not whole yet as if it were, but as good as a beginning at best.
const rankName = (q, entry) => {
  entry.names ??= written({ title: entry.full, ten_khac: entry.others.join(","), khong_dau: entry.code });
  const words = q.folded.split(" ");
  const last = words.pop();
  const whole = entry.words.includes(last) ? "" : entry.words.find((own) => own.startsWith(last));
  const completed = whole ? rankWritten(asked([...words, whole].join(" ")), entry.names) : CHANCE;
  return Math.min(rankWritten(q, entry.names), completed < CHANCE ? Math.max(RANK.BEGINNING, completed) : RANK.ON_PAGE);
};

// Whether a query names something, and not only by chance.
export const isNamed = (names) => names.some(({ rank: own }) => own < CHANCE);

// The name of a unit that the query says beside other words; one word alone may mean anything.
const saidIn = (wanted, { title }) => forms(title).map(sounded).find((name) => name.includes(" ") && ` ${wanted} `.includes(` ${name} `));

// An address without the places that it ends in: "tan binh" of "tan binh, thanh pho ho chi minh".
const beforePlaces = (index, words) => {
  const start = words.findIndex((_, at) => at && index.names.has(words.slice(at).join(" ")) && withoutKind(words.slice(0, at).join(" ")));
  return start < 0 ? words : beforePlaces(index, words.slice(0, start));
};

// The shard with the longest key that the word begins with.
const shardOf = ({ shards }, word) => {
  for (let end = word.length; end; end--) if (Object.hasOwn(shards, word.slice(0, end))) return [`tu-${word.slice(0, end)}`];
  return [];
};

// A word that is not whole yet: also the best of all that it begins.
const begunBy = (index, word) => (
  Object.keys(index.shards).some((key) => key !== word && key.startsWith(word)) ? [`dau-${word}`] : []
);

// Which files to look in, the rarest of the unit's own words first: those of its places are in many names.
const filesFor = (index, wanted) => {
  const words = (withoutKind(wanted) || wanted).split(" ");
  if (words.length === 1) return [[...shardOf(index, words[0]), ...begunBy(index, words[0])]];
  const own = beforePlaces(index, words);
  const size = ([file]) => index.shards[file.slice(3)];
  const rarest = (some) => some.map((word) => shardOf(index, word)).filter((found) => found.length).sort((a, b) => size(a) - size(b));
  return [...rarest(own), ...rarest(words.slice(own.length))].slice(0, TRIED);
};

// What the query names: units, associations, indicators; or else the units that it says among other words.
const matching = async (index, query) => {
  const q = asked(query);
  const wanted = q.folded;
  const words = wanted.split(" ");
  const found = new Map();
  const said = new Map();
  for (const some of filesFor(index, wanted)) {
    const entries = (await Promise.all(some.map((file) => entriesOf(index, file)))).flat();
    for (const entry of entries) {
      if (matches(words, entry)) found.set(entry.url, { ...entry, rank: rankName(q, entry) });
      else if (entry.cap && saidIn(wanted, entry)) said.set(entry.url, { ...entry, said: saidIn(wanted, entry) });
    }
    if (isNamed([...found.values()])) return [...found.values()];
  }
  const within = (entry) => [...said.values()].some((other) => other.said !== entry.said && ` ${other.said} `.includes(` ${entry.said} `));
  const places = [...said.values()].filter((entry) => !within(entry)).sort((a, b) => b.weight - a.weight).slice(0, SAID);
  return [...found.values(), ...places.map((entry) => ({ ...entry, rank: justBefore("SAID", entry) }))];
};

// The associations that a query names, the longest name first, with what else the query says.
const bodiesIn = ({ bodies }, query) => {
  const typed = query.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);
  const folded = typed.map(sounded);
  const found = bodies.flatMap(([, ...names], at) => names.flatMap(forms).map(sounded).flatMap((name) => {
    const words = name.split(" ");
    const start = folded.findIndex((_, from) => words.every((word, next) => folded[from + next] === word));
    return name && start >= 0 ? [{ at, name, rest: [...typed.slice(0, start), ...typed.slice(start + words.length)] }] : [];
  }));
  const longest = found.filter(({ name }) => name.length === Math.max(...found.map((one) => one.name.length)));
  const distinct = longest.filter(({ at }, place) => longest.findIndex((one) => one.at === at) === place);
  return distinct.map(({ at, rest }) => ({ at, rest: rest.filter((word, place) => place || !BETWEEN.has(word.toLowerCase())).join(" ") }));
};

// An association in a unit: its page; where the units named have none, these, then the association.
const inUnit = async (index, { at, rest }) => {
  const [slug, name, short] = index.bodies[at];
  const units = (await matching(index, rest)).filter((entry) => entry.cap);
  if (!units.length) return [];
  const everywhere = { ...named(index, [name, "", 0, 0, 0, "", `hoi/${slug}/`, short]), place: "", rank: RANK.EVERYWHERE };
  const pages = units.filter(({ bodies }) => bodies.includes(at)).map((unit) => ({
    ...unit, url: `${unit.url}${slug}/`, title: `${name}, ${lower(unit.title)}`, full: `${name}, ${unit.full}`, length: name.length + 2 + unit.length, hoi: short,
  }));
  if (isNamed(pages)) return [...pages, everywhere];
  const instead = units.filter(({ rank }) => rank < CHANCE).sort(nearest).slice(0, SAID);
  return [...pages, ...instead.map((unit) => ({ ...unit, rank: justBefore("INSTEAD", unit) })), everywhere];
};

const inUnits = async (index, query, { hoi }) => {
  const bodies = hoi ? [{ at: index.bodies.findIndex(([, , short]) => short === hoi), rest: query }] : bodiesIn(index, query);
  const placed = bodies.filter(({ rest }) => withoutKind(sounded(rest)));
  return (await Promise.all(placed.map((one) => inUnit(index, one)))).flat();
};

// What the index knows of a query, best first.
export const findNames = async (query, filters) => {
  const index = await loadIndex();
  const there = await inUnits(index, query, filters);
  const own = isNamed(there) ? [] : await matching(index, query);
  const found = new Map();
  for (const entry of [...own, ...there]) {
    if (!(found.get(entry.url)?.rank <= entry.rank)) found.set(entry.url, entry);
  }
  return [...found.values()].filter((entry) => Object.entries(filters).every(([facet, value]) => entry[facet] === value)).sort(bestFirst);
};

// Every name, in order: of provinces, associations, districts, communes, indicators.
const everyName = () => once("moi-ten", async () => (await read("moi-ten")).map((name) => [name, sounded(name)]));

// What a query may mean that names nothing: where all of it is nearly a name, or else its end or its beginning.
const nearQueries = async (query) => {
  const [{ nearest: nearly }, names] = await Promise.all([import("./search-near.js"), everyName()]);
  const typed = query.split(/[\s,.]+/).filter(Boolean);
  const kind = typed.splice(0, Math.max(0, typed.length - withoutKind(sounded(query)).split(" ").length));
  const part = (from, to) => typed.slice(from, to).join(" ");
  const splits = typed.flatMap((_, at) => at ? [[at, typed.length], [0, at]] : []);
  const tried = ([from, to]) => {
    const { far, found } = nearly(names, part(from, to));
    return { far, queries: found.map((name) => [...(from ? kind : []), part(0, from), name, part(to)].filter(Boolean).join(" ")) };
  };
  const whole = tried([0, typed.length]);
  const near = whole.queries.length ? [whole] : splits.map(tried).filter(({ far }) => far > 0).sort((a, b) => a.far - b.far);
  const nearest = near.flatMap(({ far, queries }) => far === near[0].far ? queries : []);
  const alike = nearest.map(sounded);
  return nearest.filter((_, at) => alike.indexOf(alike[at]) === at).slice(0, MEANT);
};

// The queries that one may mean, of those that name something, and what they name.
export const findNear = async (query, filters) => {
  const answers = await Promise.all((await nearQueries(query)).map(async (meant) => ({ meant, names: await findNames(meant, filters) })));
  const good = answers.filter(({ names }) => isNamed(names));
  const names = new Map(good.flatMap((one) => one.names).map((entry) => [entry.url, entry]));
  return { queries: good.map(({ meant }) => meant), names: [...names.values()] };
};
