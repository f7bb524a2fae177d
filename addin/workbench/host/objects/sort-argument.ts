import { ModelError } from '../model/model-error.js';
import type { SortField } from '../model/sort.js';
import { asInteger, asList, asRecord } from '../protocol/arguments.js';

/** Sort fields as office.js sends them. Only sorting by value is known. */
export function asSortFields(value: unknown): SortField[] {
  return asList(value).map((item) => {
    const { key, ascending, sortOn } = asRecord(item);
    if (sortOn !== undefined && sortOn !== 'Value') {
      throw new ModelError('InvalidArgument', 'The workbench sorts by value only, not by colour or icon.');
    }
    return { key: asInteger(key), ascending: ascending !== false };
  });
}
