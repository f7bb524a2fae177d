import { CurbstopError, type Issue } from '../contract/problem.js';
import type { ReadingFormat } from '../contract/reading-file.js';
import type { RouteBookFile } from '../contract/route-book.js';
import type { ReadingLayout } from '../contract/settings/reading-layouts.js';
import { writeRouteBook } from '../files/route-book/write-route-book.js';
import type { ChosenBook } from '../queries/route-book.js';

/** Route books as files, with the stops that they hold. */
export interface WrittenBook extends ChosenBook {
  readonly files: readonly RouteBookFile[];
}

/**
 * Writes the chosen route books, without the accounts that have a value which does not fit a file of the format: each
 * value is an issue of the book. Throws as {@link writeRouteBook} where that leaves none, or more than it lists.
 */
export function writeFittingBook(
  format: ReadingFormat,
  chosen: ChosenBook,
  layouts: readonly ReadingLayout[],
): WrittenBook {
  try {
    return { ...chosen, files: writeRouteBook(format, chosen.book, layouts) };
  } catch (error) {
    if (!(error instanceof CurbstopError) || error.code !== 'file-misfit') throw error;
    const fitting = without(chosen, new Set(error.issues.map(({ rowKey }) => rowKey)));
    if (fitting.rowKeys.length === 0) throw error;
    const files = writeRouteBook(format, fitting.book, layouts);
    return { ...fitting, files, issues: error.issues.map(leftOut) };
  }
}

/** The books without some accounts, and without the routes that have no others. */
function without({ book, rowKeys, issues }: ChosenBook, accountIds: ReadonlySet<string>): ChosenBook {
  const stops = book.routes.flatMap((route) => route.stops);
  const routes = book.routes
    .map((route) => ({ ...route, stops: route.stops.filter(({ accountId }) => !accountIds.has(accountId)) }))
    .filter((route) => route.stops.length > 0);
  return {
    book: { ...book, routes },
    rowKeys: rowKeys.filter((_, index) => !accountIds.has(stops[index]?.accountId ?? '')),
    issues,
  };
}

function leftOut(misfit: Issue): Issue {
  const fix =
    'The account is left out: have it read by hand and type its readings in the Readings sheet, or load it in a layout of your own that holds the value.';
  return { ...misfit, code: 'left-out', fix };
}
