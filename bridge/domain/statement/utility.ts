/** The utility as its statements show it. */
export interface Utility {
  readonly name: string;
  readonly address: readonly string[];
  readonly contact: readonly string[];
  /** Where payments are mailed to. */
  readonly remitTo: readonly string[];
}
