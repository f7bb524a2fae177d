/** A column: the tax among the lines of a charge, as JSON; null where none of them is tax, which is seen without reading them. */
export function taxOfLines(lines: string): string {
  return `CASE WHEN ${lines} LIKE '%"kind":"tax"%' THEN
      (SELECT sum(value ->> '$.amountCents') FROM json_each(${lines}) WHERE value ->> '$.kind' = 'tax') END`;
}
