import type { Issue } from '../../../contract/problem.js';
import { nameOf, type RateRow } from './rate-row.js';
import type { WantedRow } from './wanted-row.js';

type Place = Pick<WantedRow, 'key' | 'sheetRow'>;
/** The columns of the sheet, by their ids. */
type RateColumn = 'class' | 'component' | 'from' | 'price';

function issueAt({ key, sheetRow }: Place, column: RateColumn, facts: Pick<Issue, 'code' | 'message' | 'fix'>): Issue {
  return { ...facts, rowKey: key, sheetRow, column };
}

const HEADERS: Readonly<Record<RateColumn, string>> = {
  class: 'Class',
  component: 'Component',
  from: 'From',
  price: 'Price',
};

export function fixedCell(place: Place, column: 'class' | 'component', pulled: string): Issue {
  return issueAt(place, column, {
    code: 'fixed-cell',
    message: `${HEADERS[column]} was "${pulled}"; a rate cannot be moved to another.`,
    fix: `Put "${pulled}" back. For a new tier insert a row below a tier and type its From and Price.`,
  });
}

export function noCellHere(place: Place, column: 'from' | 'price', row: RateRow): Issue {
  const other = column === 'from' ? 'Price' : 'From';
  return issueAt(place, column, {
    code: 'no-cell-here',
    message: `${nameOf(row)} has no ${HEADERS[column]}.`,
    fix: `Clear the cell; this row's value is its ${other}.`,
  });
}

export function emptyCell(place: Place, column: 'from' | 'price', name: string): Issue {
  return issueAt(place, column, {
    code: 'empty-rate',
    message: `${name} has no ${HEADERS[column]} any more.`,
    fix: 'Type the value; 0 where there is no charge. A tier is removed by deleting its whole row.',
  });
}

export function incompleteTier(place: Place, column: 'from' | 'price'): Issue {
  return issueAt(place, column, {
    code: 'incomplete-tier',
    message: `The new row ${place.sheetRow} has no ${HEADERS[column]}.`,
    fix: 'A new tier needs both: From, its first billing unit, and Price.',
  });
}

export function tooManyDecimals(place: Place, column: 'from' | 'price', value: string): Issue {
  return issueAt(place, column, {
    code: 'too-many-decimals',
    message: `${HEADERS[column]} is ${value}, which has more than 8 decimals.`,
    fix: 'Type it with fewer decimals, or round it in its formula, as in =ROUND(5.4*1.03, 2).',
  });
}

export function notOneLine(place: Place, column: 'from' | 'price'): Issue {
  return issueAt(place, column, {
    code: 'not-one-line',
    message: `${HEADERS[column]} holds a text of several lines.`,
    fix: 'Type it in one line.',
  });
}

export function notADate(place: Place, value: string): Issue {
  return issueAt(place, 'price', {
    code: 'not-date',
    message: `The effective date is "${value}", which is not a date.`,
    fix: 'Type the day from which the new rates are in force, such as 2027-01-01.',
  });
}

export function sameDate(place: Place, date: string): Issue {
  return issueAt(place, 'price', {
    code: 'same-effective-date',
    message: `A version of this tariff from ${date} is there already, and a version is never changed.`,
    fix: 'Type the new date in this cell: the day from which the new rates are in force.',
  });
}

export function noTiersHere(place: Place): Issue {
  return issueAt(place, 'class', {
    code: 'no-tiers-here',
    message: `Row ${place.sheetRow} is new and stands among no tiers. Only tiers can be added here.`,
    fix: 'Insert the row directly below a tier of the class that it belongs to, or delete it.',
  });
}

export function otherTiers(place: Place, column: 'class' | 'component', typed: string, block: string): Issue {
  return issueAt(place, column, {
    code: 'other-tiers',
    message: `Row ${place.sheetRow} stands among the tiers of ${block}, but its ${HEADERS[column]} is "${typed}".`,
    fix: 'Move it below a tier of the class that it belongs to, or clear its Class and Component.',
  });
}

export function sameStart(place: Place, from: string): Issue {
  return issueAt(place, 'from', {
    code: 'same-start',
    message: `Two tiers begin at ${from}.`,
    fix: 'Give each tier its own From.',
  });
}

export function notAscending(place: Place, from: string, before: string): Issue {
  return issueAt(place, 'from', {
    code: 'tiers-not-ascending',
    message: `This tier begins at ${from}, and the tier before it at ${before}.`,
    fix: 'Give each tier a From above that of the tier before it.',
  });
}

export function firstTierStart(place: Place, from: string): Issue {
  return issueAt(place, 'from', {
    code: 'first-tier-start',
    message: `The first tier would begin at ${from}, which leaves the use below it without a price.`,
    fix: 'Type 0 as the From of the first tier.',
  });
}

export function cannotExtend(place: Place): Issue {
  return issueAt(place, 'from', {
    code: 'unusual-layout',
    message: 'The rate file lays these tiers out in a way that no tier can be added to or taken from.',
    fix: 'Delete the row, and add the tier in the rate file itself.',
  });
}

export function removedRow(row: RateRow): Issue {
  return {
    code: 'removed-row',
    rowKey: '',
    column: '',
    message: `The row ${nameOf(row)} is not in the sheet any more. Only tiers can be removed.`,
    fix: 'Undo until it is back, or pull again and type your changes there.',
  };
}

export function noTierLeft(row: RateRow): Issue {
  return {
    code: 'no-tier-left',
    rowKey: '',
    column: '',
    message: `All tiers of ${row.className}, ${row.component} were removed; one must stay.`,
    fix: 'Undo until one is back.',
  };
}
