/** Work in its order, as much at once as has no account in common: each piece is to see what those before it did. */
export function accountWaves<Work>(pieces: readonly Work[], accountsOf: (piece: Work) => readonly string[]): Work[][] {
  const waves: Work[][] = [];
  let taken = new Set<string>();
  for (const piece of pieces) {
    const accounts = accountsOf(piece);
    const wave = waves.at(-1);
    if (wave && !accounts.some((account) => taken.has(account))) wave.push(piece);
    else {
      waves.push([piece]);
      taken = new Set();
    }
    for (const account of accounts) taken.add(account);
  }
  return waves;
}
