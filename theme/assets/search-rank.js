// What comes before what on the search page: the letters that count, the ladder, the order of results.
// Nothing here knows the page or loads anything; tests/search_tables.py has a case for every line.

// The letters as typed in a hurry, as generator/text.py folds them.
export const fold = (text) => text.normalize("NFC").toLowerCase().replaceAll("đ", "d").normalize("NFD")
  .replace(/\p{M}/gu, "").replace(/[^0-9a-z]+/g, " ").trim();

// The same, with one letter where i and y are written alike: Quy and Qui, Mỹ and Mĩ; but Tây is not Tai.
export const sounded = (text) => fold(text).replace(/(?<=\bqu)y|(?<=[^\Waeiou])y\b/g, "i");

// Accents kept, but a tone counts for its syllable, not for the letter it stands on: Hoà is Hòa.
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;
export const accented = (text) => text.normalize("NFD").toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean)
  .map((syllable) => syllable.replace(TONE, "") + (syllable.match(TONE) || []).join("")).join(" ");

// A number is a word to the end: 1875 is not the beginning of a code.
export const isNumber = (words) => /^\d+$/.test(words);

// Short forms of kinds, as people and maps write them: p16, p. Bến Nghé, q3, tx Cai Lậy, TP.HCM.
const SHORT = [
  ["thành phố", /tp[.\s]+(?=\p{L})|tp(?=hcm)/], ["thị xã", /tx[.\s]+(?=\p{L})/], ["thị trấn", /tt[.\s]+(?=\p{L})/],
  ["phường", /p[.\s]*(?=\d)|p\.\s*(?=\p{L})/], ["quận", /q[.\s]*(?=\d)|q\.\s*(?=\p{L})/],
  ["huyện", /h\.\s*(?=\p{L})/], ["xã", /x\.\s*(?=\p{L})/], ["tỉnh", /t\.\s*(?=\p{L})/],
].map(([whole, short]) => [`${whole} `, new RegExp(`(?<![\\p{L}\\p{M}\\d/-])(${short.source})`, "giu")]);
const HCM = /(?<![\p{L}\p{M}])hcm(?![\p{L}\p{M}])/giu;
export const spelledOut = (query) => SHORT.reduce((words, [whole, short]) => words.replace(short, whole), query).replace(HCM, "Hồ Chí Minh");

// Pagefind folds every Vietnamese mark but the stroke of đ, so a query is asked as typed, folded, and with
// đ for each d that may be one; a number also as it is printed.
export const variants = (query) => {
  const folded = fold(query);
  const stroked = folded.replace(/\bd/g, "đ");
  const grouped = query.replace(/(?<![\d.])\d{4,}(?![\d.])/g, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ".")); // 1875 is printed 1.875
  const asked = [query, folded, stroked, folded.replace(/\bqui/g, "quy"), grouped];
  const words = folded.split(" ");
  const places = words.flatMap((word, place) => word[0] === "d" ? [place] : []);
  if (places.length > 1) for (const place of places.slice(0, 4)) asked.push(words.map((word, at) => at === place ? `đ${word.slice(1)}` : word).join(" "));
  return [...new Set(asked)].filter(Boolean);
};

export const KIND = /^(xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho|tinh|hoi)(?= )/;

// On English pages a name has its kind behind it: a kind in Vietnamese before it is left out of a query.
const IN_ENGLISH = Boolean(globalThis.inEnglish);
const KINDS = /(?<=^|, *)(x[aã]|ph[uư][oờ]ng|th[iị] tr[aấ]n|[dđ][aặ]c khu|huy[eệ]n|qu[aậ]n|th[iị] x[aã]|th[aà]nh ph[oố]|t[iỉ]nh) +(?=\p{L})/giu;
export const asName = (query) => IN_ENGLISH ? query.replace(KINDS, "") : query;
const KIND_AFTER = / (commune|ward|township|special zone|district|town|city|province)$/;

// A name without the word for its kind; nobody calls a ward by its number alone.
const bare = (name) => {
  if (IN_ENGLISH) return name.replace(KIND_AFTER, "");
  const kind = fold(name).match(KIND);
  const own = kind && name.split(/\s+/).slice(kind[0].split(" ").length).join(" ");
  return !kind || isNumber(own) ? name : own;
};

// A name as given, without what follows a comma, and with the places alone; each without the word for its kind.
export const forms = (name) => {
  const [own = "", ...places] = name.split(/[,(·]/).map((part) => part.trim()).filter(Boolean);
  const whole = [name, own, [own, ...places.map(bare)].join(" ")];
  return [...new Set([...whole, ...whole.map(bare)])];
};

const parts = (list) => (list || "").split(/[;|,\n]+/).map((part) => part.trim()).filter(Boolean);

// Words in names, all of them whole.
const together = (names, words) => names.some((name) => ` ${name} `.includes(` ${words} `));
const spread = (names, words) => words.split(" ").every((word) => together(names, word));
const within = (names, words) => names.some((name) => ` ${words} `.includes(` ${name} `));
const begins = (names, words) => !isNumber(words) && names.some((name) => name.startsWith(words));

// The ladder, best rung first: a result stands on the first one that holds of the query (q) and of its own
// name and others (abbreviations, old names, codes), each as typed and folded.  A distance of less than 1
// is near.  Three rungs hold of nothing: they are given to what answers a part of the query.
const LADDER = [
  ["NAME", 0, ({ q, own }) => own.folded.includes(q.folded) && own.typed.includes(q.typed)],
  ["OTHER_NAME", 0.5, ({ q, other }) => other.folded.includes(q.folded) && other.typed.includes(q.typed)],
  ["FOLDED_NAME", 1, ({ q, own }) => own.folded.includes(q.folded)],
  ["NUMBER", 1, ({ q, other, all }) => isNumber(q.folded) && together(all.folded, q.folded) && !other.folded.includes(q.folded)],
  ["FOLDED_OTHER_NAME", 1.5, ({ q, other }) => other.folded.includes(q.folded)],
  ["BEGINNING", 2, ({ q, own }) => begins(own.folded, q.folded)],
  ["OTHER_BEGINNING", 2.5, ({ q, other }) => begins(other.folded, q.folded)],
  ["NAME_AND_PLACE", 2.8, ({ q, own, all }) => within(own.folded, q.folded) && spread(all.folded, q.folded) && within(own.typed, q.typed)],
  ["FOLDED_NAME_AND_PLACE", 2.9, ({ q, own, all }) => within(own.folded, q.folded) && spread(all.folded, q.folded)],
  ["TOGETHER", 3, ({ q, all }) => together(all.folded, q.folded) && together(all.typed, q.typed)],
  ["FOLDED_TOGETHER", 3.2, ({ q, all }) => together(all.folded, q.folded)],
  ["SPREAD", 3.5, ({ q, all }) => spread(all.folded, q.folded) && spread(all.typed, q.typed)], // from here on words may have met by chance
  ["SAID", 3.6, () => false], // a unit that the query says among other words
  ["FOLDED_SPREAD", 3.7, ({ q, all }) => spread(all.folded, q.folded)],
  ["INSTEAD", 3.8, () => false], // a unit that the query says, of an association without a page there
  ["EVERYWHERE", 3.9, () => false], // that association itself
  ["ON_PAGE", 4, () => true], // the words are on the page, not in its names
];
export const RANK = Object.fromEntries(LADDER.map(([rung, rank]) => [rung, rank]));

// Accents are only looked at where the letters are the same.
const lazily = (make) => { let made; return () => (made ??= make()); };
const letters = (folded, accents) => {
  const typed = lazily(accents);
  return { folded, get typed() { return typed(); } };
};

// The names of a page or an entry as they are compared: a title, others in a list, words without accents.
export const written = ({ title, ten_khac, khong_dau }) => {
  const own = forms(title);
  const named = parts(ten_khac).flatMap(forms);
  const folded = { own: own.map(sounded), other: [...named, ...parts(khong_dau)].map(sounded) };
  return {
    own: letters(folded.own, () => own.map(accented)),
    other: letters(folded.other, () => named.map(accented)),
    all: letters([...folded.own, ...folded.other], () => [...own, ...named].map(accented)),
  };
};

export const asked = (query) => ({ typed: accented(query), folded: sounded(query) });
const rungOfWritten = (q, names) => LADDER.find(([, , holds]) => holds({ q, ...names }))[0];
export const rungOf = (query, names) => rungOfWritten(asked(query), written(names));
export const rankWritten = (q, names) => RANK[rungOfWritten(q, names)];
export const rank = (query, names) => RANK[rungOf(query, names)];

// A rank between a rung and the one before, by what comes first of entries alike in name.
export const justBefore = (rung, { weight }) => RANK[rung] - weight / 10000;

// The part that a unit is searched with, of those that there are: its id begins with the name of it.
export const partOf = (parts, id) => parts.find((part) => id.startsWith(part));

// Of names: the better rank, then figures before a page before a row, the higher level, today's unit.
export const nearest = (a, b) => a.rank - b.rank || b.weight - a.weight;

// Of all results: also the shorter name where a name was asked for, then what Pagefind holds better.
export const bestFirst = (a, b) => {
  const weight = (result) => result.rank < RANK.TOGETHER ? result.weight : 0;
  const length = (result) => result.rank < RANK.ON_PAGE ? result.length : 0;
  return a.rank - b.rank || weight(b) - weight(a) || length(a) - length(b) || b.score - a.score || a.url.localeCompare(b.url);
};
