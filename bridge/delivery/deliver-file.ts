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
}

export interface DeliveryOptions {
  /** Who gets it, as a sentence names them. */
  readonly service: string;
  readonly connect: () => Promise<Place>;
  readonly patience: Patience;
  /** Done before the file gets its name: from then on the other side may take it. */
  readonly beforeNaming: (place: string) => Promise<void>;
}

/**
 * Puts a file where it belongs: under a name of its own while it is on the way, read back and compared, then under its
 * name. Gives the place. Throws `delivery-differs`, `delivery-uncertain`, `delivery-failed` or what connecting throws.
 */
export async function deliverFile(parcel: Parcel, options: DeliveryOptions): Promise<string> {
  let mayBeThere = parcel.mayBeThere;
  const beforeNaming = async (place: string) => {
    if (!mayBeThere) await options.beforeNaming(place);
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
    throw mayBeThere ? uncertain(parcel, options, error.message) : failed(parcel, error.message);
  }
}

async function deliverOnce(
  { fileName, file, proof, mayBeThere }: Parcel,
  place: Place,
  options: Pick<DeliveryOptions, 'service' | 'beforeNaming'>,
): Promise<string> {
  const onTheWay = `${fileName}.part`;
  const there = await place.proof(fileName);
  if (isSameFile(there, proof)) return place.name;
  if (there !== null) throw differs(fileName, place.name);
  const arrived = isSameFile(await place.proof(onTheWay), proof);
  if (mayBeThere && !arrived) throw uncertain({ fileName }, options, 'it is not there any more');
  if (!arrived) {
    await place.put(onTheWay, file);
    if (!isSameFile(await place.proof(onTheWay), proof)) {
      throw new PassingTrouble('what arrived is not what was sent; the disk there may be full');
    }
  }
  await options.beforeNaming(place.name);
  await place.rename(onTheWay, fileName);
  return place.name;
}

function differs(fileName: string, place: string): CurbstopError {
  return new CurbstopError({
    code: 'delivery-differs',
    status: 409,
    message: `At ${place} lies another file named ${fileName}; it was left as it is.`,
    fix: 'Find out whose it is. Send this run again under a new name with --send-again and a reason.',
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
    fix: `Try again when the server answers, which proves it. If it stays so, ask the ${service} whether it has the file; if not, send again with --send-again and a reason.`,
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
