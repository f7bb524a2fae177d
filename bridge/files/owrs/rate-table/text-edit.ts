/** Puts a text in the place of what stands from `start` up to, not including, `end`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Makes edits that do not overlap, in any order; every other byte stays. */
export function editText(text: string, edits: readonly TextEdit[]): string {
  let at = 0;
  const parts = [...edits]
    .sort((one, other) => one.start - other.start)
    .map((edit) => {
      if (edit.start < at) throw new RangeError(`Edits of a rate file overlap at ${edit.start}.`);
      const kept = text.slice(at, edit.start);
      at = edit.end;
      return kept + edit.text;
    });
  return parts.join('') + text.slice(at);
}
