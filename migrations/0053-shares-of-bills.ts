import { appendOnly, type Migration } from './migration.js';

/** The line of a calculation that begins what is of a bill. */
const BILL_OF_LINE = `(SELECT began.value FROM json_each(made.calculation) AS began
  WHERE began.key < line.key AND began.value LIKE 'Use of bill %' ORDER BY began.key DESC LIMIT 1)`;
/** Of "Credit on water: -$1,234.56. 50% of ..." what follows the dollar sign. */
const AFTER_DOLLAR = `substr(line.value, instr(line.value, ': -$') + 4)`;
const CENTS_OF_LINE = `CAST(replace(replace(substr(${AFTER_DOLLAR}, 1, instr(${AFTER_DOLLAR}, '.') + 2), ',', ''), '.', '') AS INTEGER)`;

/** What the lines of a leak credit say of a bill and type of charge; they tell it of each, and add up to the charges. */
const TOLD_BY_LINES = `(SELECT coalesce(-sum(${CENTS_OF_LINE}), 0)
  FROM adjustment AS made, json_each(made.calculation) AS line JOIN charge_type AS type
  WHERE made.adjustment_number = bill.adjustment_number AND type.charge_type = charge.charge_type
    AND line.value LIKE 'Credit on ' || iif(type.nature = 'tax', 'tax on ', '') || type.service || ': -$%'
    AND ${BILL_OF_LINE} LIKE 'Use of bill ' || bill.bill_number || ':%')`;

/** What an adjustment of several bills credits of each, so that none of them is taken for credited by the whole. */
export const sharesOfBills: Migration = {
  name: '0053-shares-of-bills',
  statements: [
    // An adjustment of one bill has none here: all of it is of that bill. One of several has every charge of each bill.
    `CREATE TABLE adjusted_bill_share (
       adjustment_number INTEGER NOT NULL,
       bill_number INTEGER NOT NULL,
       charge_type TEXT NOT NULL,
       amount_cents INTEGER NOT NULL,
       PRIMARY KEY (adjustment_number, bill_number, charge_type),
       FOREIGN KEY (adjustment_number, bill_number) REFERENCES adjusted_bill,
       FOREIGN KEY (adjustment_number, charge_type) REFERENCES adjustment_charge
     ) STRICT, WITHOUT ROWID`,
    ...appendOnly('adjusted_bill_share', 'A posted adjustment', [['adjustment_number', 'bill_number', 'charge_type']]),
    // Before there were shares, only a leak credit was of several bills, and its calculation tells what is of each.
    `CREATE VIEW adjusted_bill_charge AS
       SELECT bill.adjustment_number, bill.bill_number, charge.charge_type,
              CASE WHEN share.amount_cents IS NOT NULL THEN share.amount_cents
                   WHEN (SELECT count(*) FROM adjusted_bill AS each
                         WHERE each.adjustment_number = bill.adjustment_number) = 1 THEN charge.amount_cents
                   ELSE ${TOLD_BY_LINES} END AS amount_cents
       FROM adjusted_bill AS bill JOIN adjusted_charge AS charge USING (adjustment_number)
       LEFT JOIN adjusted_bill_share AS share ON share.adjustment_number = bill.adjustment_number
         AND share.bill_number = bill.bill_number AND share.charge_type = charge.charge_type`,
  ],
};
