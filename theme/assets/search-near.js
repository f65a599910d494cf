// Names that are nearly what was typed: by letters left out, added, changed or swapped with their neighbour.
import { sounded } from "./search-rank.js";

// How many letters may be wrong in a word or name of so many.
const mayBeWrong = (length) => (length < 4 ? 0 : length < 7 ? 1 : length < 13 ? 2 : 3);

// The distance of Damerau and Levenshtein between neighbours; Infinity beyond the most.
export const distance = (one, other, most) => {
  if (Math.abs(one.length - other.length) > most) return Infinity;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const now = [row];
    for (let at = 1; at <= other.length; at++) {
      const same = one[row - 1] === other[at - 1];
      now[at] = Math.min(last[at] + 1, now[at - 1] + 1, last[at - 1] + (same ? 0 : 1));
      const isSwapped = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      if (isSwapped) now[at] = Math.min(now[at], before[at - 2] + 1);
    }
    if (Math.min(...now) > most) return Infinity;
    [before, last] = [last, now];
  }
  return last[other.length] <= most ? last[other.length] : Infinity;
};

// The nearest of names, and how far they are; none where all are too far.
export const nearest = (names, typed) => {
  const wanted = sounded(typed);
  let most = mayBeWrong(wanted.length);
  let found = [];
  for (const [name, letters] of names) {
    const far = distance(wanted, letters, most);
    if (far < most) found = [];
    if (far <= most) { most = far; found.push(name); }
  }
  return { far: most, found };
};
