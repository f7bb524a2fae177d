import { z } from 'zod';
import { billRunParametersSchema } from '../../bridge/contract/sheets/readings.js';
import { sheetKindIds, type SheetKindId } from '../../bridge/contract/sheets/index.js';

/** The namespace of the custom XML parts that tie a table to its pull. */
export const BINDING_NAMESPACE = 'urn:curbstop:pull:1';

const bindingSchema = z.object({
  pullId: z.string(),
  kind: z.enum(sheetKindIds as [SheetKindId, ...SheetKindId[]]),
  /** What was asked for, as the kind has it. */
  parameters: z.unknown(),
  subject: z.string(),
  asOf: z.string(),
  /** Excel's id of the worksheet: a sheet that is deleted does not come back, so its binding can go. */
  sheetId: z.string(),
  tableId: z.string(),
  tableName: z.string(),
  /** Which column of the table holds which column of the kind, by Excel's id and by the header as it was written. */
  columns: z.array(z.object({ id: z.string(), tableColumnId: z.number().int(), name: z.string() })),
  /** Of the editable cells as pulled or as last pushed; '' when something is known to be unpushed. */
  digest: z.string(),
  /** Of all other cells but the Status, as pulled: what is typed there is never pushed. */
  fixedDigest: z.string(),
  /** The last receipt of a push of this sheet, as far as this workbook knows. */
  receipts: z.array(z.number().int()),
  /** Cells that carry the refused fill. */
  refused: z.array(z.object({ key: z.string(), column: z.string(), sheetRow: z.number().int().optional() })),
  /** Marks of what Curbstop wrote beside typed rows, by which what a person typed there is told from it. */
  filled: z.array(z.string()).default([]),
});

/** What ties a table of the workbook to its pull. It is kept in the file, so copies of the workbook have it too. */
export type PullBinding = z.infer<typeof bindingSchema>;
export type BoundColumn = PullBinding['columns'][number];

/** The bill run that was pulled; null for kinds that are of no run. */
export function runOf({ parameters }: PullBinding): string | null {
  return billRunParametersSchema.safeParse(parameters).data?.billRunId ?? null;
}

const ROOT = /<pull\b[^>]*>([\s\S]*)<\/pull>/;

/** The binding as an XML document: JSON whose every special character is escaped, so nothing in it is markup. */
export function bindingToXml(binding: PullBinding): string {
  const json = JSON.stringify(binding).replace(/[^\x20-\x7e]|[<>&]/g, escapeCharacter);
  return `<pull xmlns="${BINDING_NAMESPACE}">${json}</pull>`;
}

/** Reads a part's XML. Gives null when it is not a binding that this add-in wrote: the file may come from anywhere. */
export function bindingFromXml(xml: string): PullBinding | null {
  const json = ROOT.exec(xml)?.[1]?.replaceAll('&quot;', '"');
  if (json === undefined) return null;
  try {
    return bindingSchema.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
