/** What several rows of one thing say, each text once; empty where none says anything. */
export function joinedTexts(texts: readonly string[]): string {
  return [...new Set(texts.filter((text) => text !== ''))].join('; ');
}
