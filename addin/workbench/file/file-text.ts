const NUMBERED = /_x([0-9a-f]{4})_/gi;
const LOOKS_NUMBERED = /_(?=x[0-9a-f]{4}_)/gi;
/** Signs that XML can't hold, halves of pairs among them, and the carriage return, which XML reads as a line feed. */
const NOT_IN_XML =
  // eslint-disable-next-line no-control-regex -- these very signs are looked for
  /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

function numbered(sign: string): string {
  return `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}

/** Text with the signs that XML can't hold written by their numbers. */
export function allowedInXml(text: string): string {
  return text.replace(NOT_IN_XML, numbered);
}

/** Gives back what {@link allowedInXml} took, and nothing else. */
export function fromAllowedInXml(text: string): string {
  return text.replace(NUMBERED, (written) => {
    const sign = modelText(written);
    return allowedInXml(sign) === sign ? written : sign;
  });
}

/**
 * Text as the file has it: in a file such a sequence as _x0041_ stands for the sign of that number (ST_Xstring in
 * ECMA-376 part 1, 22.9.2.19), so text that looks like one has its first sign written so, and signs that XML can't hold
 * too.
 */
export function fileText(text: string): string {
  return allowedInXml(text.replace(LOOKS_NUMBERED, numbered));
}

/** Text of the file as the model has it. */
export function modelText(text: string): string {
  return text.replace(NUMBERED, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
