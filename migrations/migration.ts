/** One step of the database's shape: SQL statements, run in order in one transaction. Never edited once released. */
export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
  /** It makes a table anew that others refer to, which SQLite allows only while foreign keys are not enforced. */
  readonly rebuilds?: true;
}

/** A value as it stands in a statement. */
export function literal(value: string | number | null): string {
  if (value === null) return 'NULL';
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

/** Rows as they stand after VALUES. */
export function rowsOf(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `(${row.map(literal).join(', ')})`).join(',\n');
}

/**
 * Triggers that refuse every update and delete of a table, from any connection. `keys` are the columns of each of its
 * unique keys: an INSERT OR REPLACE would otherwise remove a row without a delete that a trigger sees.
 */
export function appendOnly(table: string, what: string, keys: readonly (readonly string[])[] = []): string[] {
  const refuse = `BEGIN SELECT RAISE(ABORT, '${what} is never changed or removed; correct it by a reversing one.'); END`;
  const taken = keys.map((columns) => {
    const same = columns.map((column) => `${column} = NEW.${column}`).join(' AND ');
    return `EXISTS (SELECT 1 FROM ${table} WHERE ${same})`;
  });
  return [
    ...['UPDATE', 'DELETE'].map(
      (verb) => `CREATE TRIGGER ${table}_refuses_${verb.toLowerCase()} BEFORE ${verb} ON ${table} ${refuse}`,
    ),
    ...(taken.length === 0
      ? []
      : [`CREATE TRIGGER ${table}_refuses_replace BEFORE INSERT ON ${table} WHEN ${taken.join(' OR ')} ${refuse}`]),
  ];
}
