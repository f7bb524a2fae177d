import sqlite3 from 'sqlite3';

/** A connection that knows nothing of Curbstop, as a database tool opens one. */
export class RawConnection {
  private constructor(private readonly connection: sqlite3.Database) {}

  static open(file: string): Promise<RawConnection> {
    return new Promise((resolve, reject) => {
      const connection = new sqlite3.Database(file, (error) =>
        error ? reject(error) : resolve(new RawConnection(connection)),
      );
    });
  }

  exec(statement: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.connection.exec(statement, (error) => (error ? reject(error) : resolve()));
    });
  }

  close(): Promise<void> {
    return new Promise((resolve, reject) => this.connection.close((error) => (error ? reject(error) : resolve())));
  }
}
