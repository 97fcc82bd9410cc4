/** Ids of rows and events: they sort by time. */
import { randomBytes, randomUUID } from 'node:crypto'
import { formatUlid, ULID_RANDOM_BYTES } from '@occtet/toolkit/ledger'

export function newId(): string {
  return formatUlid(Date.now(), new Uint8Array(randomBytes(ULID_RANDOM_BYTES)))
}

/** Clients of Dependency-Track want UUIDs for projects: releases have them from the start. */
export function newReleaseId(): string {
  return randomUUID()
}
