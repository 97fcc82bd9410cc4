/** The package database of RPM since 4.16, in SQLite (rpm, lib/backend/sqlite.c). */
import type { BinaryEcosystem } from '../ecosystem.ts'
import { parseRpmDatabase, type RpmBlobs } from '../read/rpm-packages.ts'
import { isSqlite, readSqliteTable } from '../read/sqlite-table.ts'

export const rpmSqlite: BinaryEcosystem = {
  id: 'rpm-sqlite',
  purlType: 'rpm',
  versions: 'rpm',
  files: ['rpmdb.sqlite'],
  title: 'Package database of RPM (SQLite)',
  knows: { transitive: 'full', scope: false, edges: true, license: true, hashes: false },
  magic: isSqlite,
  parseBytes: (file, near) => parseRpmDatabase(file, near, readBlobs),
}

function readBlobs(bytes: Uint8Array): RpmBlobs {
  const table = readSqliteTable(bytes, 'Packages')
  if (table === undefined) return failed('expected a table named Packages, found none')
  if (typeof table === 'string') return failed(table)
  const blobs: Uint8Array[] = []
  const losses = [...table.losses]
  for (const [, blob] of table.rows) {
    if (blob instanceof Uint8Array) blobs.push(blob)
    else losses.push('a row of the table Packages has no header')
  }
  return { blobs, losses }
}

function failed(failure: string): RpmBlobs {
  return { blobs: [], losses: [], failure }
}
