/** Finds the tally of a key, or makes it: groups are known only as bills come. */
export function tallyOf<Key, Tally>(tallies: Map<Key, Tally>, key: Key, make: () => Tally): Tally {
  const known = tallies.get(key);
  if (known !== undefined) return known;
  const made = make();
  tallies.set(key, made);
  return made;
}
