/** `sbom enrich --feddb` with real advisories: what they agree on about a package is filled in, with its source. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Context } from '../../../apps/cli/src/context.ts'
import { main } from '../../../apps/cli/src/main.ts'
import { readAnswer } from '../../ask.ts'
import { scratch } from '../../cli.ts'
import { describeShared, sharedPath } from '../../shared.ts'

const folder = scratch('enrich-feddb')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function occtet(
  ...args: string[]
): Promise<{ readonly code: number; readonly out: string; readonly said: string }> {
  let [out, said] = ['', '']
  const context: Context = {
    out: (text) => void (out += text),
    drain: async () => await Promise.resolve(),
    say: (text) => void (said += text),
    redraw: () => undefined,
    stdin: (async function* () {})(),
    env: { OCCTET_HOME: join(folder, 'home') },
    isInteractive: false,
    hasColour: false,
    isOffline: true,
    columns: 80,
    now: () => '2026-11-23T00:00:00Z',
  }
  return { code: await main(args, context), out, said }
}

function save(): string {
  const path = join(folder, 'sbom.json')
  mkdirSync(folder, { recursive: true })
  const components = ['pkg:gem/nokogiri@1.10.0', 'pkg:gem/nobody-knows-it@1.0.0'].map((purl, at) => ({
    type: 'library',
    'bom-ref': `c${at}`,
    name: purl.split('/')[1]?.split('@')[0],
    version: purl.split('@')[1],
    purl,
  }))
  writeFileSync(path, JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, components }))
  return path
}

describeShared('advisories about a package', () => {
  test('fill in its home page, name their records, and change nothing else', async () => {
    const none = await occtet('sbom', 'enrich', save(), '--feddb', '--json')
    expect(none.code).toBe(4)
    expect(none.out + none.said).toContain('FEDDB_MISSING')
    await occtet('db', 'import', sharedPath('data/osv/osv-api-samples/RubyGems'))
    const { code, out } = await occtet('sbom', 'enrich', save(), '--feddb', '--json')
    expect(code).toBe(0)
    const { filled } = readAnswer('sbom-enrich', out)
    expect(filled.map(({ purl, field, value }) => [purl, field, value])).toEqual([
      ['pkg:gem/nokogiri@1.10.0', 'reference', 'website https://github.com/sparklemotion/nokogiri'],
    ])
    expect(filled[0]?.source).toMatch(/^FedDB: GHSA-/)
  })
})
