const NUMBERED = /_x([0-9a-f]{4})_/gi;
const LOOKS_NUMBERED = /_(?=x[0-9a-f]{4}_)/gi;
/** The first sign of a text that is the code of an error, which the library would write as that error. */
const LOOKS_LIKE_ERROR = /^#(?=[A-Z][A-Z0-9/_]*[!?]?$)/;

function numbered(sign: string): string {
  return `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}

/**
 * Text as the file has it: in a file such a sequence as _x0041_ stands for the sign of that number (ST_Xstring in
 * ECMA-376 part 1, 22.9.2.19), so text that looks like one, or like an error, has its first sign written so.
 */
export function fileText(text: string): string {
  return text.replace(LOOKS_NUMBERED, numbered).replace(LOOKS_LIKE_ERROR, numbered);
}

/** Text of the file as the model has it. */
export function modelText(text: string): string {
  return text.replace(NUMBERED, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
