import { sameArea } from '../model/area.js';
import { ModelError } from '../model/model-error.js';
import { RangeTarget } from '../model/range-target.js';
import type { Sheet, SheetComment } from '../model/sheet.js';
import { asInteger, asText } from '../protocol/arguments.js';
import { type HostObject, type HostServices, objectType } from '../protocol/object-type.js';
import { asRangeTarget } from './range-argument.js';

interface CommentTarget {
  readonly sheet: Sheet;
  readonly comment: SheetComment;
}

function listed(sheet: Sheet, comment: SheetComment | undefined, services: HostServices): HostObject {
  if (comment === undefined) throw new ModelError('ItemNotFound');
  return services.bind('Comment', { sheet, comment });
}

/** CommentCollection of a sheet. */
export const commentCollectionType = objectType<Sheet>({
  name: 'CommentCollection',
  item: (sheet, id, services) =>
    listed(
      sheet,
      sheet.comments.find((comment) => comment.id === id),
      services,
    ),
  items: (sheet, services) => sheet.comments.map((comment) => listed(sheet, comment, services)),
  methods: {
    Add: (sheet, [cell, content], services) => {
      const { area } = asRangeTarget(cell, sheet, services);
      if (sheet.comments.some((other) => sameArea(other.area, area))) throw new ModelError('ItemAlreadyExists');
      const comment: SheetComment = { id: services.workbook.newId(), area, content: asText(content) };
      sheet.comments.push(comment);
      return listed(sheet, comment, services);
    },
    GetCount: ({ comments }) => comments.length,
    GetItemAt: (sheet, [index], services) => listed(sheet, sheet.comments[asInteger(index)], services),
    GetItemByCell: (sheet, [cell], services) => {
      const { area } = asRangeTarget(cell, sheet, services);
      return listed(
        sheet,
        sheet.comments.find((comment) => sameArea(comment.area, area)),
        services,
      );
    },
  },
});

/** Comment. */
export const commentType = objectType<CommentTarget>({
  name: 'Comment',
  identity: ({ comment }) => ({ Id: comment.id }),
  properties: {
    Id: { get: ({ comment }) => comment.id },
    Content: {
      get: ({ comment }) => comment.content,
      set: ({ comment }, value) => {
        comment.content = asText(value);
      },
    },
  },
  methods: {
    Delete: ({ sheet, comment }) => {
      sheet.comments = sheet.comments.filter(({ id }) => id !== comment.id);
    },
    GetLocation: ({ sheet, comment }, _, services) => services.bind('Range', new RangeTarget(sheet, comment.area)),
  },
});
