/** A small store and an app over it, for the route tests. */
import { createMemoryStore, type MemorySource } from '@occtet/toolkit/advisories'
import { createFeddbApp, type FeddbApp } from '../app.ts'
import type { FeddbOptions, RequestLog } from '../options.ts'

export const now = Date.parse('2026-11-22T00:00:00Z')

interface Named {
  readonly id: string
  readonly ecosystem: string
  readonly name: string
  readonly introduced?: string
  readonly fixed?: string
  readonly aliases?: readonly string[]
  readonly extra?: Readonly<Record<string, unknown>>
}

export function osvText({
  id,
  ecosystem,
  name,
  introduced = '0',
  fixed,
  aliases = [],
  extra,
}: Named): string {
  return JSON.stringify({
    schema_version: '1.7.5',
    id,
    modified: '2026-03-01T00:00:00Z',
    published: '2026-02-01T00:00:00Z',
    aliases,
    summary: `Flaw ${id}`,
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N' }],
    references: [{ type: 'WEB', url: `https://example.org/${id}` }],
    affected: [
      {
        package: { ecosystem, name },
        ranges: [
          { type: 'ECOSYSTEM', events: [{ introduced }, ...(fixed === undefined ? [] : [{ fixed }])] },
        ],
        versions: ['4.12'],
      },
    ],
    ...extra,
  })
}

const junit = { ecosystem: 'Maven', name: 'junit:junit' }

export const sources: readonly MemorySource[] = [
  {
    name: 'ghsa',
    ecosystem: 'Maven',
    asOf: '2026-11-20T00:00:00Z',
    records: [
      osvText({ ...junit, id: 'GHSA-269g-pwp5-87pp', fixed: '4.13.1', aliases: ['CVE-2020-15250'] }),
      osvText({
        ...junit,
        id: 'GHSA-aaaa-bbbb-cccc',
        fixed: '4.0',
        extra: { withdrawn: '2026-04-01T00:00:00Z' },
      }),
    ],
  },
  {
    name: 'debian',
    ecosystem: 'Debian',
    asOf: '2026-11-20T00:00:00Z',
    records: [
      osvText({ id: 'DSA-1', ecosystem: 'Debian:11', name: 'curl', fixed: '7.74.0-1.3+deb11u5' }),
      osvText({ id: 'DSA-2', ecosystem: 'Debian:12', name: 'curl', fixed: '7.88.1-10+deb12u4' }),
    ],
  },
  {
    name: 'old',
    ecosystem: 'RubyGems',
    asOf: '2025-01-01T00:00:00Z',
    records: [osvText({ id: 'OLD-1', ecosystem: 'RubyGems', name: 'rack', fixed: '1.0' })],
  },
]

export interface Sample extends FeddbApp {
  readonly logged: readonly RequestLog[]
}

export function sampleApp(options: Partial<FeddbOptions> = {}, from = sources): Sample {
  const logged: RequestLog[] = []
  const app = createFeddbApp({
    openStore: () => createMemoryStore(from, () => now),
    clock: () => now,
    log: (entry) => logged.push(entry),
    ...options,
  })
  return { ...app, logged }
}

export function post(body: unknown): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }
}
