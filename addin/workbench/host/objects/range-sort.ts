import { sortRows } from '../model/arranging.js';
import { ModelError } from '../model/model-error.js';
import type { RangeTarget } from '../model/range-target.js';
import { objectType } from '../protocol/object-type.js';
import { asSortFields } from './sort-argument.js';

/** RangeSort. */
export const rangeSortType = objectType<RangeTarget>({
  name: 'RangeSort',
  methods: {
    Apply: ({ sheet, area }, [fields, matchCase, hasHeaders, orientation], { workbook }) => {
      if (orientation === 'Columns') throw new ModelError('InvalidArgument', 'The workbench sorts rows, not columns.');
      const body = hasHeaders === true ? { ...area, row: area.row + 1, rows: area.rows - 1 } : area;
      sortRows(workbook, sheet, body, asSortFields(fields), matchCase === true);
    },
  },
});
