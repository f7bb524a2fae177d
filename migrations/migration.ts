/** One step of the database's shape: SQL statements, run in order in one transaction. Never edited once released. */
export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}

/** Triggers that refuse every update and delete of a table, from any connection. */
export function appendOnly(table: string, what: string): string[] {
  return ['UPDATE', 'DELETE'].map(
    (verb) => `CREATE TRIGGER ${table}_refuses_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
      BEGIN SELECT RAISE(ABORT, '${what} is never changed or removed; correct it by a reversing one.'); END`,
  );
}
