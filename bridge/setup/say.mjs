/** A failure of the set-up that a person can mend; its message says how. */
export class SetupError extends Error {}

/** Tells the person something about the set-up. The standard output belongs to the commands' results. */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}
