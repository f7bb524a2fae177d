import { strFromU8, unzipSync } from 'fflate';
import { WorkbookFileError } from './workbook-file-error.js';

const MEGABYTE = 1_000_000;
const PACKED_MAX = 100 * MEGABYTE;
/** What a file may unpack to; a sheet of 50,000 rows takes some 100 MB. */
const UNPACKED_MAX = 400 * MEGABYTE;

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];
const SAVE_ANEW = 'Open it in Excel and save it as an Excel workbook (.xlsx).';

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

function holdsText(bytes: Uint8Array, text: string): boolean {
  const wide = [...text].map((letter) => `${letter}\0`).join('');
  return strFromU8(bytes.subarray(0, MEGABYTE), true).includes(wide);
}

// Throws for what is plainly no .xlsx file.
function checkKind(bytes: Uint8Array, name: string): void {
  if (bytes.length === 0) throw new WorkbookFileError(`${name} is empty.`);
  if (bytes.length > PACKED_MAX) {
    throw new WorkbookFileError(`${name} is larger than ${PACKED_MAX / MEGABYTE} MB, too large for the workbench.`);
  }
  if (startsWith(bytes, ZIP)) return;
  if (startsWith(bytes, COMPOUND)) {
    throw new WorkbookFileError(
      holdsText(bytes, 'EncryptedPackage')
        ? `${name} is protected by a password. Take the password off in Excel and save it again.`
        : `${name} is of the old .xls kind. ${SAVE_ANEW}`,
    );
  }
  throw new WorkbookFileError(`${name} is not an .xlsx file. ${SAVE_ANEW}`);
}

/** What the names of the parts tell of the kind of the file. */
function checkParts(paths: ReadonlySet<string>, name: string): void {
  if (paths.has('xl/workbook.bin')) throw new WorkbookFileError(`${name} is of the .xlsb kind. ${SAVE_ANEW}`);
  if (paths.has('mimetype')) throw new WorkbookFileError(`${name} is an OpenDocument file. ${SAVE_ANEW}`);
  if (!paths.has('[Content_Types].xml') || ![...paths].some((path) => path.startsWith('xl/'))) {
    throw new WorkbookFileError(`${name} is no workbook, though it is packed like one. ${SAVE_ANEW}`);
  }
}

/** The parts of an .xlsx file that were asked for, as text by their paths. */
export type PackageParts = ReadonlyMap<string, string>;

function damaged(name: string, cause: unknown): WorkbookFileError {
  const reason = cause instanceof Error ? ` (${cause.message.replace(/\.$/, '')})` : '';
  return new WorkbookFileError(`${name} is damaged${reason}. Take an undamaged copy of it.`, cause);
}

/**
 * Runs the reading of a file; whatever it stumbles over is told as damage to the file.
 * @throws WorkbookFileError
 */
export async function orDamaged<T>(name: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof WorkbookFileError ? error : damaged(name, error);
  }
}

/**
 * Checks that a file is an .xlsx file of a size that can be read, and unpacks some of its parts.
 * @param wanted which parts, by their paths
 * @throws WorkbookFileError for every other file
 */
export function unpack(bytes: Uint8Array, name: string, wanted: (path: string) => boolean): PackageParts {
  checkKind(bytes, name);
  const paths = new Set<string>();
  let size = 0;
  let unpacked: Record<string, Uint8Array>;
  try {
    unpacked = unzipSync(bytes, {
      filter: (file) => {
        paths.add(file.name);
        size += file.originalSize;
        // A part that tells no size could unpack to any.
        if (file.originalSize === 0 && file.size > 2) size = Infinity;
        return size <= UNPACKED_MAX && wanted(file.name);
      },
    });
  } catch (error) {
    throw damaged(name, error);
  }
  if (size > UNPACKED_MAX) {
    throw new WorkbookFileError(
      `${name} would unpack to more than ${UNPACKED_MAX / MEGABYTE} MB, too much for the workbench.`,
    );
  }
  checkParts(paths, name);
  return new Map([...paths].map((path) => [path, unpacked[path] === undefined ? '' : strFromU8(unpacked[path])]));
}

/** The attributes of each element with a name, whatever its prefix, in their order. */
export function elements(xml: string, name: string): Record<string, string>[] {
  const tags = xml.matchAll(new RegExp(`<(?:[\\w.-]+:)?${name}(\\s[^>]*?)?/?>`, 'g'));
  return [...tags].map(([, attributes = '']) => readAttributes(attributes));
}

function readAttributes(text: string): Record<string, string> {
  const found = text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return Object.fromEntries([...found].map(([, key = '', first, second]) => [key, unescapeXml(first ?? second ?? '')]));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return ENTITIES[name ?? ''] ?? whole;
  });
}

/** Text as an attribute or the content of an element may hold it. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"\n\r\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** An element with its attributes; those that are undefined are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content = '',
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** Where the relationships of a part lead: the paths by the relationships' ids. */
export function relationships(parts: PackageParts, path: string): ReadonlyMap<string, string> {
  const slash = path.lastIndexOf('/') + 1;
  const folder = path.slice(0, slash);
  const xml = parts.get(`${folder}_rels/${path.slice(slash)}.rels`) ?? '';
  const internal = elements(xml, 'Relationship').filter(({ TargetMode }) => TargetMode !== 'External');
  return new Map(internal.map(({ Id = '', Target = '' }) => [Id, resolve(folder, Target)]));
}

function resolve(folder: string, target: string): string {
  return new URL(target, `file:///${folder}`).pathname.slice(1);
}
