/** Kysely on PostgreSQL: numbers as numbers, failures in our own class. */
import { type Dialect, PostgresDialect, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { StoreError, toStoreError } from './errors.ts'

/** OIDs of pg_type: int8, numeric (what `sum` makes of int8). */
const INT8 = 20
const NUMERIC = 1700

export function postgresDialect(url: string): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    application_name: 'occtet',
    types: { getTypeParser },
  })
  // A connection that breaks while nobody uses it: the next query opens another one.
  pool.on('error', () => undefined)
  return new PostgresDialect({
    pool: {
      connect: async () => {
        try {
          return withOwnErrors(await pool.connect())
        } catch (cause) {
          throw toStoreError(cause)
        }
      },
      end: async () => pool.end(),
    },
  })
}

/** `query` of a client, and `release`; what kysely needs of it. */
function withOwnErrors(client: pg.PoolClient): PostgresPoolClient {
  const query = async (sql: unknown, values?: unknown): Promise<unknown> => {
    try {
      return await (client.query as (sql: unknown, values?: unknown) => Promise<unknown>)(sql, values)
    } catch (cause) {
      throw toStoreError(cause)
    }
  }
  return { query, release: () => client.release() } as PostgresPoolClient
}

function getTypeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if ((oid === INT8 || oid === NUMERIC) && format !== 'binary') return toNumber
  return pg.types.getTypeParser(oid, 'text') as (text: string) => unknown
}

function toNumber(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) {
    throw new StoreError('DATABASE_FAILED', 'a number of the database is beyond 2^53')
  }
  return number
}
