import { z } from 'zod';
import { waterUnits } from '../metering.js';
import type { SheetColumn, SheetKind } from './sheet-kind.js';

/** What is done with a meter. */
export const meterActions = ['add', 'install', 'remove', 'change out', 'test', 'correct', 'retire'] as const;
export type MeterAction = (typeof meterActions)[number];

/** Where a meter is. */
export const meterStates = ['in stock', 'in place', 'retired'] as const;
export type MeterState = (typeof meterStates)[number];

/** All meters, those in one state, those in place on a route, or one meter. */
export const metersParametersSchema = z.object({
  state: z.enum(meterStates).optional(),
  routeId: z.string().min(1).max(40).optional(),
  meterId: z.string().min(1).max(40).optional(),
});
export type MetersParameters = z.infer<typeof metersParametersSchema>;

type Column = readonly [id: string, header: string, type: SheetColumn['type'], width: number, help: string];

const known = ([id, header, type, width, help]: Column): SheetColumn => ({ id, header, type, width, help });
const typed = (column: Column): SheetColumn => ({ ...known(column), editable: true });
/** What a meter is: filled for a new one, and written over only to correct one that is there. */
const fact = (column: Column): SheetColumn => ({ ...known(column), isSent: true });
const plain = (column: SheetColumn): SheetColumn => ({ ...column, isPlainNumber: true });

const FINAL = 'as it shows it when it goes in or comes out: all digits, without a point.';

/** Meters with where they are, and room for what was done with them; new rows add meters to the inventory. */
export const metersSheet: SheetKind = {
  id: 'meters',
  title: 'Meters',
  purpose: 'review',
  description:
    'Meters in stock and in place. Type what was done with one: an action, its day and its readings. Empty rows add meters. To mend what is recorded of a meter, write over it and choose the action “correct”.',
  parameters: metersParametersSchema,
  addsRows: true,
  blankRows: 25,
  basisColumns: ['state', 'premises', 'lastTest'],
  decisionColumns: [
    ...['action', 'on', 'place', 'reading', 'highReading', 'newMeter', 'newReading', 'newHighReading'],
    ...['low', 'medium', 'high', 'reason'],
  ],
  columns: [
    known(['key', 'Key', 'key', 14, 'Names the row. Leave it as it is; empty in a new row.']),
    fact(['meter', 'Meter', 'text', 12, 'The meter number. Leave it as it is; fill it in a new row.']),
    known(['state', 'State', 'text', 9, 'In stock, in place or retired.']),
    known(['account', 'Account', 'text', 13, 'The account that it measures.']),
    known(['address', 'Address', 'text', 26, 'The premises.']),
    known([
      'lastReading',
      'Last reading',
      'text',
      28,
      'The newest reading, with its day; of a compound meter low and high.',
    ]),
    {
      ...typed(['action', 'Action', 'choice', 11, 'What was done with the meter.']),
      choices: meterActions,
    },
    typed(['on', 'Date', 'date', 11, 'The day on which it was done.']),
    typed(['place', 'New place', 'text', 13, 'For install: the account number or the premises.']),
    plain(typed(['reading', 'Meter reading', 'integer', 12, `The meter's reading, ${FINAL}`])),
    plain(typed(['highReading', 'High reading', 'integer', 12, 'Of a compound meter: its high register.'])),
    typed(['newMeter', 'New meter', 'text', 12, 'For change out: the meter that took its place.']),
    plain(typed(['newReading', 'New reading', 'integer', 12, `The new meter's reading, ${FINAL}`])),
    plain(typed(['newHighReading', 'New high reading', 'integer', 14, 'Of a new compound meter: its high register.'])),
    typed(['low', 'Low flow %', 'decimal', 10, 'For test: the accuracy at low flow, in percent.']),
    typed(['medium', 'Medium flow %', 'decimal', 12, 'The accuracy at medium flow.']),
    typed(['high', 'High flow %', 'decimal', 10, 'The accuracy at high flow.']),
    typed(['reason', 'Reason', 'text', 28, 'Why, for the record; needed to remove, change out, correct and retire.']),
    known(['premises', 'Premises', 'text', 11, 'Where it is.']),
    known(['route', 'Route', 'text', 7, 'The route.']),
    known(['since', 'Since', 'date', 11, 'The day on which it came there.']),
    known(['lastTest', 'Last test', 'text', 26, 'The newest test: its day, whether it passed, low, medium and high.']),
    fact(['size', 'Size', 'text', 8, 'Its size as the rates have it, such as 5/8".']),
    fact(['maker', 'Maker', 'text', 11, 'Who made it.']),
    fact(['endpoint', 'Endpoint', 'text', 12, 'The serial of its radio; empty where it is read by eye.']),
    { ...fact(['unit', 'Unit', 'choice', 12, 'What it counts.']), choices: waterUnits },
    fact(['dials', 'Dials', 'integer', 7, 'How many digits are read, decimals included.']),
    fact(['decimals', 'Decimals', 'integer', 9, 'How many of the digits stand behind the point; empty is none.']),
    fact(['fixedZeros', 'Fixed zeros', 'integer', 10, 'Painted zeros behind the digits, which readings leave out.']),
    fact(['multiplier', 'Multiplier', 'decimal', 10, 'Units per count; empty is 1.']),
    fact(['highDials', 'High dials', 'integer', 9, 'Of a compound meter: the digits of its high register.']),
    fact(['highDecimals', 'High decimals', 'integer', 12, 'Of the high register.']),
    fact(['highFixedZeros', 'High fixed zeros', 'integer', 14, 'Of the high register.']),
    fact(['highMultiplier', 'High multiplier', 'decimal', 13, 'Of the high register.']),
  ],
};
