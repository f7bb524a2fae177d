/** A part of a message. */
export interface MimePart {
  /** In small letters, without parameters. */
  readonly contentType: string;
  readonly body: string;
}

export interface SplitMessage {
  readonly contentType: string;
  /** Of a message of several parts; none of any other. */
  readonly parts: readonly MimePart[];
}

/** The first value of each header of a message or part, by its name in small letters. */
export function headersOf(text: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of unfolded(text).split(/\r?\n/)) {
    if (line.trim() === '') {
      if (headers.size > 0) break;
      continue;
    }
    const [, name, value] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined && !headers.has(name.toLowerCase())) {
      headers.set(name.toLowerCase(), value);
    }
  }
  return headers;
}

/** Headers that go on in the next line stand in one. */
export function unfolded(text: string): string {
  return text.replace(/\r?\n[ \t]+(?=\S)/g, ' ');
}

/** A message or part as its kind and, of several parts, these. */
export function splitMessage(text: string): SplitMessage {
  const type = headersOf(text).get('content-type') ?? 'text/plain';
  const contentType = kindOf(type);
  const [, quoted, bare] = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(type) ?? [];
  const boundary = quoted ?? bare;
  if (!contentType.startsWith('multipart/') || boundary === undefined) return { contentType, parts: [] };
  const [, ...between] = text.split(new RegExp(`^--${escaped(boundary)}(?:--)?[ \\t]*\\r?$`, 'm'));
  return { contentType, parts: between.map(partOf) };
}

function partOf(text: string): MimePart {
  const trimmed = text.replace(/^\r?\n/, '');
  const end = /\r?\n\r?\n/.exec(trimmed);
  // A part without headers begins with an empty line.
  if (/^\r?\n/.test(trimmed) || end === null) return { contentType: 'text/plain', body: trimmed };
  const headers = headersOf(trimmed.slice(0, end.index));
  const body = decoded(trimmed.slice(end.index + end[0].length), headers.get('content-transfer-encoding') ?? '');
  return { contentType: kindOf(headers.get('content-type') ?? 'text/plain'), body };
}

/** A body as it was before it was made fit to travel, a character a byte. */
function decoded(body: string, encoding: string): string {
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('latin1');
    case 'quoted-printable':
      return body
        .replace(/[ \t]*=\r?\n/g, '')
        .replace(/=([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
    default:
      return body;
  }
}

function kindOf(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
