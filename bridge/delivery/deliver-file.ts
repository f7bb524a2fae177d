import { CurbstopError } from '../contract/problem.js';
import { isSameFile } from './place/file-proof.js';
import { PassingTrouble, type FileProof, type Place } from './place/place.js';
import { withPatience, type Patience } from './patience.js';

/** A file that is to be sent. */
export interface Parcel {
  readonly fileName: string;
  /** Where it lies on this machine. */
  readonly file: string;
  readonly proof: FileProof;
  /** It may have got its name at the place before, and nothing told so. */
  readonly mayBeThere: boolean;
  /** Tells this sender's unfinished file at the place from that of another who sends at the same time. */
  readonly attempt?: string;
  /** Files that are never sent any more. What is unfinished of them or of this one is removed when this one is there. */
  readonly closed?: readonly string[];
}

export interface DeliveryOptions {
  /** Who gets it, as a sentence names them. */
  readonly service: string;
  readonly connect: () => Promise<Place>;
  readonly patience: Patience;
  /**
   * Done before the file gets its name, also when that is gone on with: from then on the other side may take it. It may
   * refuse.
   */
  readonly beforeNaming: (place: string) => Promise<void>;
}

/** The name of a file while it is on the way. */
export function unfinishedName(fileName: string, attempt = ''): string {
  return attempt === '' ? `${fileName}.part` : `${fileName}.${attempt}.part`;
}

/**
 * Puts a file where it belongs: under a name of its own while it is on the way, read back and compared, then under its
 * name, and read back once more. Gives the place. Throws `delivery-differs`, `delivery-uncertain`, `delivery-failed`, or
 * what connecting or `beforeNaming` throws.
 */
export async function deliverFile(parcel: Parcel, options: DeliveryOptions): Promise<string> {
  let mayBeThere = parcel.mayBeThere;
  const beforeNaming = async (place: string) => {
    await options.beforeNaming(place);
    mayBeThere = true;
  };
  try {
    return await withPatience(options.patience, async () => {
      const place = await options.connect();
      try {
        return await deliverOnce({ ...parcel, mayBeThere }, place, { ...options, beforeNaming });
      } finally {
        await place.close();
      }
    });
  } catch (error) {
    if (!(error instanceof PassingTrouble)) throw error;
    if (mayBeThere && !(await isTakenBack(parcel, options))) throw uncertain(parcel, options, error.message);
    throw failed(parcel, error.message);
  }
}

async function deliverOnce(
  { fileName, file, proof, mayBeThere, attempt, closed = [] }: Parcel,
  place: Place,
  options: Pick<DeliveryOptions, 'service' | 'beforeNaming'>,
): Promise<string> {
  const onTheWay = unfinishedName(fileName, attempt);
  const there = await place.proof(fileName);
  if (there !== null && !isSameFile(there, proof)) throw differs(fileName, place.name);
  if (there === null) {
    if (!mayBeThere) await putWhole(place, { onTheWay, file, proof }, options.beforeNaming);
    else if (!isSameFile(await place.proof(onTheWay), proof))
      throw uncertain({ fileName }, options, 'it is not there any more');
    else await goOn(place, onTheWay, options.beforeNaming);
    await place.rename(onTheWay, fileName);
    const named = await place.proof(fileName);
    // The other side may have taken it already.
    if (named !== null && !isSameFile(named, proof)) throw differs(fileName, place.name);
  }
  await clearUnfinished(place, [fileName, ...closed]);
  return place.name;
}

/** What a sending left that was killed on the way; once a file is there nobody else gets to name it. A place may list nothing. */
async function clearUnfinished(place: Place, fileNames: readonly string[]): Promise<void> {
  const there = await place.names().catch(() => []);
  const unfinished = there.filter((name) => fileNames.some((of) => isUnfinished(name, of)));
  for (const name of unfinished) await place.remove(name).catch(() => undefined);
}

/** Whether a name is that of a file while it is on the way. */
export function isUnfinished(name: string, fileName: string): boolean {
  return name.startsWith(`${fileName}.`) && name.endsWith('.part');
}

/** Puts a file at a place, compares it and asks whether it may be named; what may not is removed again. */
async function putWhole(
  place: Place,
  { onTheWay, file, proof }: { readonly onTheWay: string; readonly file: string; readonly proof: FileProof },
  beforeNaming: (place: string) => Promise<void>,
): Promise<void> {
  try {
    await place.put(onTheWay, file);
    if (!isSameFile(await place.proof(onTheWay), proof)) {
      throw new PassingTrouble('what arrived is not what was sent; the disk there may be full');
    }
    await beforeNaming(place.name);
  } catch (error) {
    await place.remove(onTheWay).catch(() => undefined);
    throw error;
  }
}

/** Asks whether the file that waits for its name may still get it; what is refused is removed, so that it never does. */
async function goOn(place: Place, onTheWay: string, beforeNaming: (place: string) => Promise<void>): Promise<void> {
  try {
    await beforeNaming(place.name);
  } catch (error) {
    if (isRefusal(error)) await place.remove(onTheWay);
    throw error;
  }
}

/** Tells a file that may not be named any more from who may not name it, and from trouble of our own. */
export function isRefusal(error: unknown): boolean {
  return error instanceof CurbstopError && error.status === 409;
}

/** A file that did not get its name never gets it once the unfinished one is removed: naming moves that very file. */
async function isTakenBack({ fileName, attempt }: Parcel, { connect }: DeliveryOptions): Promise<boolean> {
  try {
    const place = await connect();
    try {
      await place.remove(unfinishedName(fileName, attempt));
    } finally {
      await place.close();
    }
    return true;
  } catch {
    return false;
  }
}

function differs(fileName: string, place: string): CurbstopError {
  return new CurbstopError({
    code: 'delivery-differs',
    status: 409,
    message: `At ${place} lies another file named ${fileName}; it was left as it is.`,
    fix: 'Find out whose it is. Then send the run again, under a new name, with a reason.',
  });
}

function uncertain(
  { fileName }: Pick<Parcel, 'fileName'>,
  { service }: Pick<DeliveryOptions, 'service'>,
  why: string,
): CurbstopError {
  return new CurbstopError({
    code: 'delivery-uncertain',
    status: 409,
    message: `${fileName} may have been sent: the last sending broke off while it got its name (${why}).`,
    fix: `Try again when the server answers, which proves it. If it stays so, ask the ${service} whether it has the file; if not, send the run again with a reason.`,
  });
}

function failed({ fileName }: Parcel, why: string): CurbstopError {
  return new CurbstopError({
    code: 'delivery-failed',
    status: 502,
    message: `${fileName} was not sent: ${why}.`,
    fix: 'Check the connection and the room on the server, and send it again; nothing of it counts as sent.',
  });
}
