import type { RouteBook, RouteBookFile, RouteBookStop } from '../../contract/route-book.js';
import { AUTOREAD_LOAD } from '../reading-file/autoread-layout.js';
import { autoreadMeter } from '../reading-file/autoread-write.js';
import { Misfits, RecordWriter } from '../record-writer.js';
import { fileNamePart } from '../file-name-part.js';
import { words, zeroPadded } from './load-text.js';
import { limitsOf } from './stop-limits.js';

/**
 * The route files that Sensus AutoRead is loaded with, one for each route, by its typical sample layout. Limits are
 * reading values. The type of the meter stays blank, since its code is the utility's own choice in AutoRead.
 */
export function writeAutoreadLoad(book: RouteBook): RouteBookFile[] {
  const misfits = new Misfits('AutoRead');
  const written = book.routes.map(({ routeId, stops }) => {
    const writer = new RecordWriter('AutoRead', misfits);
    for (const stop of stops) addStop(writer, stop);
    return { fileName: `route-${fileNamePart(routeId)}-autoread.dat`, writer };
  });
  return written.map(({ fileName, writer }) => ({ fileName, bytes: writer.toBytes() }));
}

function addStop(writer: RecordWriter, stop: RouteBookStop): void {
  const { fields } = AUTOREAD_LOAD;
  const { high, low } = limitsOf(stop);
  const meter = autoreadMeter(stop.meterId, stop.isCompound && stop.registerNumber === 1);
  writer.add(
    AUTOREAD_LOAD,
    {
      address: words(stop.address, fields.address),
      meter,
      account: stop.accountId,
      comment: words(stop.isFinal ? 'FINAL READ' : stop.rereadReason, fields.comment),
      address2: words(`${stop.city} ${stop.state} ${stop.zip}`, fields.address2),
      name: words(stop.customerName, fields.name),
      previous: zeroPadded(stop.previousReading, fields.previous),
      low: zeroPadded(low, fields.low),
      high: zeroPadded(high, fields.high),
      endpoint: stop.endpointSerial,
      endpointType: stop.endpointSerial === '' ? '' : ENDPOINT_TYPE,
      serial: meter,
    },
    stop,
  );
}

/** Sensus codes FlexNet endpoints by C. */
const ENDPOINT_TYPE = 'C';
