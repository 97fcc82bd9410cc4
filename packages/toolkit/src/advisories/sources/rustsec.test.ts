/** RustSec's own form: head, title, Cargo requirements. */
import { expect, test } from 'vitest'
import { rustsec } from './rustsec.ts'
import { readSample, testSourceContract } from './testing/contract.ts'

testSourceContract(rustsec)

test('the head says what, the first heading is the title', () => {
  const [record] = readSample(rustsec)
  expect(record).toMatchObject({
    id: 'RUSTSEC-2031-0001',
    aliases: ['CVE-2031-60001'],
    isWithdrawn: false,
    facts: {
      title: 'Lamp goes out',
      details: 'At night.\n\n```toml\nnot = "the head"\n```',
      related: ['CVE-2031-60002'],
      references: [{ url: 'https://example.org/lamp' }, { url: 'https://example.org/wick' }],
    },
  })
  expect(record?.claims).toMatchObject([
    {
      ecosystem: 'crates.io',
      name: 'acme_lamp',
      informational: 'unsound',
      published: '2031-08-01',
      ranges: [
        {
          type: 'NATIVE',
          notation: 'npm',
          says: 'clear',
          ranges: ['^1.10.2', '>= 2.0.0-rc.1, < 3.0.0', '< 1.2.0'],
        },
      ],
      patched: ['1.10.2', '2.0.0-rc.1'],
      severity: [{ type: 'CVSS_V3' }],
    },
  ])
})

test('a withdrawn record is one', () => {
  const edit = (text: string): string => text.replace('informational =', 'withdrawn = "2031-09-01"\nx =')
  const [record] = readSample(rustsec, { edit })
  expect(record).toMatchObject({ isWithdrawn: true, claims: [{ withdrawn: '2031-09-01' }] })
})

test('the toolchain is no crate', () => {
  const [record] = readSample(rustsec, { path: 'rust/std/RUSTSEC-2031-0001.md' })
  expect(record).toMatchObject({ claims: [], unnamedEntries: 1 })
})

test('a head without an end, and one that is no TOML, are dropped', () => {
  const cut = (text: string): string => text.slice(0, 90)
  const broken = (text: string): string => text.replace('[versions]', '[versions')
  expect([cut, broken].map((edit) => readSample(rustsec, { edit }))).toEqual([[undefined], [undefined]])
})
