/** Links come from ids of a known form only. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { advisoryLinks } from './links.ts'

test('known ids lead to public pages', () => {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['GHSA-xvch-5gv4-984h', ['GitHub', 'OSV']],
    ['CVE-2021-44906', ['NVD', 'CVE', 'OSV']],
    ['RUSTSEC-2024-0375', ['OSV']],
    ['PYSEC-2024-60', ['OSV']],
    ['MAL-2024-1', ['OSV']],
    ['GHSA-xvch', ['OSV']],
    ['CVE-2021', ['OSV']],
    ['CVE-2021-44906/../x', []],
    ['javascript:alert(1)', []],
    ['GHSA-xvch-5gv4-984h"onclick=x', []],
    ['', []],
  ]
  expect(rows.map(([id]) => [id, advisoryLinks(id).map((link) => link.name)])).toEqual(rows)
})

test('no id can leave the path or the host', () => {
  const hosts = new Set(['github.com', 'nvd.nist.gov', 'www.cve.org', 'osv.dev'])
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((s) => `CVE-2021-${s}`),
        fc.string().map((s) => `GO-${s}`),
      ),
      (id) => {
        for (const { href } of advisoryLinks(id)) {
          const url = new URL(href)
          expect([url.protocol, hosts.has(url.host), url.hash]).toEqual(['https:', true, ''])
          expect(href).toMatch(/^[\w:/.?=-]+$/)
        }
      },
    ),
  )
})
