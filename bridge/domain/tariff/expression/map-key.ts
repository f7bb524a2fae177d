const SPLIT_SIZE = /(\d+)[ |_]+(\d+\/\d+)/g;

/** One spelling for meter sizes: `1|1/2"`, `1_1/2"` and `1 1/2"` are one size. Other text is only trimmed. */
export function normaliseSize(text: string): string {
  return text.includes('/') ? text.replace(SPLIT_SIZE, '$1 $2').trim() : text.trim();
}

/** A map key in one spelling: sizes first, because their `|` does not part the key; then each part trimmed. */
export function normaliseKey(key: string): string {
  return normaliseSize(key)
    .split('|')
    .map((part) => part.trim())
    .join('|');
}
