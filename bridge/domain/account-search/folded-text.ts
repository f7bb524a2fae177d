/** A text without what people leave out when they type it: capitals, the marks on letters, and curled apostrophes. */
export function foldedText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[‘’]/g, "'").toLowerCase();
}
