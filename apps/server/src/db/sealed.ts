/** Every column that holds a sealed secret: one list for sealing what older versions left plain, for counting, for giving up. */
import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { isSealed, places, type Vault } from '../kernel/vault.ts'
import type { Tables } from './tables/index.ts'

type SealedRow = Readonly<Record<string, string | null>>

interface SealedTable {
  readonly counts: keyof SealedCounts
  readonly table: keyof Tables
  readonly key: readonly string[]
  readonly columns: readonly string[]
  readonly place: (row: SealedRow) => string
}

const text = (row: SealedRow, name: string): string => row[name] ?? ''

const sealedTables: readonly SealedTable[] = [
  {
    counts: 'secondFactors',
    table: 'account',
    key: ['id'],
    columns: ['totp_secret', 'totp_pending'],
    place: (row) => places.totp(text(row, 'id')),
  },
  {
    counts: 'webhooks',
    table: 'webhook',
    key: ['org_id', 'id'],
    columns: ['secret', 'old_secret'],
    place: (row) => places.webhook(text(row, 'org_id'), text(row, 'id')),
  },
  {
    counts: 'openpgpKeys',
    table: 'openpgp_key',
    key: ['org_id', 'fingerprint'],
    columns: ['private_key'],
    place: (row) => places.openpgp(text(row, 'org_id'), text(row, 'fingerprint')),
  },
  {
    counts: 'modelKeys',
    table: 'assistant_model',
    key: ['org_id'],
    columns: ['api_key'],
    place: (row) => places.model(text(row, 'org_id')),
  },
]

/** How many of each would be lost without the key. */
export interface SealedCounts {
  readonly secondFactors: number
  readonly webhooks: number
  readonly openpgpKeys: number
  readonly modelKeys: number
}

/** Rows by their table's own shape are of no use here: only names of the list above go in. */
type AnyDb = Kysely<Record<string, Record<string, string | null>>>

/** Within a transaction. How many values were plain. */
export async function sealPlain(db: Kysely<Tables>, vault: Vault): Promise<number> {
  let count = 0
  for (const sealed of sealedTables) {
    const rows = await readRows(db, sealed)
    for (const row of rows) {
      const plain = sealed.columns.filter((name) => row[name] !== null && !isSealed(text(row, name)))
      if (plain.length === 0) continue
      count += plain.length
      const next = plain.map((name) => [name, vault.seal(text(row, name), sealed.place(row))] as const)
      await writeRow(db, { sealed, row, next: Object.fromEntries(next) })
    }
  }
  return count
}

async function readRows(
  db: Kysely<Tables>,
  { table, key, columns }: SealedTable,
): Promise<readonly SealedRow[]> {
  return (db as unknown as AnyDb)
    .selectFrom(table)
    .select([...key, ...columns])
    .where((where) => where.or(columns.map((name) => where(name, 'is not', null))))
    .execute()
}

interface Written {
  readonly sealed: SealedTable
  readonly row: SealedRow
  readonly next: Readonly<Record<string, string>>
}

async function writeRow(db: Kysely<Tables>, { sealed, row, next }: Written): Promise<void> {
  let update = (db as unknown as AnyDb).updateTable(sealed.table).set(next)
  for (const name of sealed.key) update = update.where(name, '=', text(row, name))
  await update.execute()
}

export async function countSealed(db: Kysely<Tables>): Promise<SealedCounts> {
  const tally = new SealedTally()
  for (const sealed of sealedTables) {
    for (const row of await readRows(db, sealed)) tally.add(sealed.table, row)
  }
  return tally.counts
}

/** Counts rows with something sealed, wherever rows come from. */
export class SealedTally {
  readonly #counts = { secondFactors: 0, webhooks: 0, openpgpKeys: 0, modelKeys: 0 }

  add(table: string, row: Readonly<Record<string, unknown>>): void {
    const sealed = sealedTables.find((one) => one.table === table)
    if (sealed === undefined) return
    const values = sealed.columns.map((name) => row[name])
    if (values.some((value) => typeof value === 'string' && isSealed(value))) this.#counts[sealed.counts]++
  }

  get counts(): SealedCounts {
    return { ...this.#counts }
  }
}

/** In words; empty where nothing is sealed. */
export function sayCounts({ secondFactors, webhooks, openpgpKeys, modelKeys }: SealedCounts): string {
  const said: readonly (readonly [number, string, string])[] = [
    [secondFactors, 'second factor', 'second factors'],
    [webhooks, 'webhook', 'webhooks'],
    [openpgpKeys, 'OpenPGP key', 'OpenPGP keys'],
    [modelKeys, 'key of a model', 'keys of models'],
  ]
  return said
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${count} ${count === 1 ? one : many}`)
    .join(', ')
}

/**
 * Gives up what nobody can open any more: people with a second factor sign in without one, webhooks are off and wait for a
 * new secret, OpenPGP keys sign no more and stay published, models are
 * asked without a key. Within a transaction.
 */
export async function forgetSealed(db: Kysely<Tables>): Promise<SealedCounts> {
  const lost = await countSealed(db)
  await db
    .deleteFrom('recovery_code')
    .where('account_id', 'in', (eb) =>
      eb.selectFrom('account').select('id').where('totp_secret', 'is not', null),
    )
    .execute()
  await db.updateTable('account').set({ totp_secret: null, totp_pending: null, totp_step: null }).execute()
  // Known to nobody, and sealed by the next start: its owner asks for a new one.
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  await db.updateTable('webhook').set({ is_on: 0, secret, old_secret: null, old_until: null }).execute()
  await db.updateTable('openpgp_key').set({ private_key: null }).execute()
  await db.updateTable('assistant_model').set({ api_key: null }).execute()
  await db.deleteFrom('vault_state').execute()
  return lost
}
