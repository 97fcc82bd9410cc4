/** Big JSON values as blobs: packed, and named by the digest of the packed bytes. */
import { gunzipSync, gzipSync } from 'node:zlib'
import { type CraStatus, recallSaid } from '@occtet/toolkit/cra'
import type { Kysely } from 'kysely'
import { readBlob } from '../db/blobs.ts'
import type { Tables } from '../db/tables/index.ts'
import { createMemo, freeze } from '../kernel/memo.ts'
import type { OrgId } from '../kernel/model.ts'

/** One organisation's rows, from outside or from within a change: `org`, or `{ id: org.id, db: change.db }`. */
export interface OrgRows {
  readonly id: OrgId
  readonly db: Kysely<Tables>
}

/** A value is never larger than this when unpacked; what `packText` wrote never was. */
const mostBytes = 1024 * 1024 * 1024

export function packText(text: string): Uint8Array {
  return gzipSync(text, { level: 5 })
}

/** By organisation and digest: bytes under a digest never change. Letters of JSON. */
const values = createMemo<object>(16_000_000)

/** Read-only. Trusted: our own blob of this organisation; `T` is what was written under this digest. */
export async function readStored<T>(rows: OrgRows, digest: string | null): Promise<T | undefined> {
  if (digest === null) return undefined
  const key = `${rows.id} ${digest}`
  const known = values.find(key)
  if (known !== undefined) return known as T
  const bytes = await readBlob(rows, rows, digest)
  if (bytes === undefined) throw new Error(`the blob ${digest} is missing`)
  const text = gunzipSync(bytes, { maxOutputLength: mostBytes }).toString('utf8')
  const value = freeze(JSON.parse(text) as object)
  values.keep(key, value, text.length)
  return value as T
}

/** The status of a release, with what its sentences are made of: they can be said in every language. */
export async function readStoredEvidence(
  rows: OrgRows,
  digest: string | null,
): Promise<CraStatus | undefined> {
  const status = await readStored<CraStatus>(rows, digest)
  return status === undefined ? undefined : recallSaid(status)
}
