/** The hash of a text that reads like an error, such as #REF!. */
const HASH = /^#(?=[A-Z][A-Z0-9/_]*[!?]?$)/;
/** The same, written by its number; text of the person never holds it so. */
const NUMBERED_HASH = '_x0023_';
/** The result of a formula, written as text. */
const ERROR_RESULT = / t="str">(?=<f>[^<]*<\/f><v>#[A-Z][A-Z0-9/_]*[!?]?<\/v>)/g;

/** Hides from the library that a text reads like an error: it would write that error. */
export function hiddenErrorText(written: string): string {
  return written.replace(HASH, NUMBERED_HASH);
}

/** The shared strings of a file with the texts that {@link hiddenErrorText} hid. */
export function finishedStrings(xml: string): string {
  return xml.replaceAll(`<t>${NUMBERED_HASH}`, '<t>#');
}

/** A sheet of a file with errors of formulas as errors, which the library writes as texts, and with hidden texts. */
export function finishedResults(xml: string): string {
  return xml.replace(ERROR_RESULT, ' t="e">').replaceAll(`<v>${NUMBERED_HASH}`, '<v>#');
}
