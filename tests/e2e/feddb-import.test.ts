/** The bundled program and its threads take in what the sources can: archives of other forms among it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { occtet, scratch } from '../cli.ts'
import { describeShared, sharedPath } from '../shared.ts'

describeShared('db import of other forms', () => {
  const env = { OCCTET_HOME: scratch('import') }

  test('a tar archive of YAML, a JSON list, a table, and an archive of records in threads', () => {
    const paths = ['other/rubysec', 'other/kev', 'other/epss', 'other/cve5', 'osv/rustsec']
    const ran = occtet(['db', 'import', ...paths.map((path) => sharedPath(`data/${path}`)), '--json'], {
      env,
    })
    expect([ran.code, ran.stderr]).toEqual([0, expect.not.stringContaining('PARTIAL')])
    const { feeds } = JSON.parse(ran.stdout) as { feeds: { layer: string; kept: number }[] }
    expect(feeds.map(({ layer, kept }) => [layer, kept])).toEqual([
      ['cisa-kev/kev', 2808],
      ['cve/cve5', 4409],
      ['epss/epss', 1],
      ['rubysec/rubysec', 1381],
      ['rustsec/crates.io', 1206],
    ])
  })

  test('signals and claims are found under one roof', () => {
    const shown = occtet(['db', 'show', 'CVE-2021-44228'], { env }).stdout
    expect(shown).toContain('KEV')
    const hit = occtet(['db', 'query', 'pkg:gem/rexml@3.3.2', '--json'], { env }).stdout
    expect(JSON.parse(hit)).toMatchObject({ status: 'affected' })
    expect(occtet(['db', 'verify'], { env }).code).toBe(0)
  })

  test('a damaged segment is found by verify and mended by --rebuild', () => {
    const home = { OCCTET_HOME: scratch('damaged') }
    const source = sharedPath('data/osv/rustsec')
    occtet(['db', 'import', source], { env: home })
    const segments = join(home.OCCTET_HOME, 'feddb', 'segments')
    const [file] = readdirSync(segments, { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    )
    const path = join(file?.parentPath ?? '', file?.name ?? '')
    const bytes = readFileSync(path)
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    writeFileSync(path, bytes)
    expect(occtet(['db', 'verify'], { env: home }).code).toBe(5)
    expect(occtet(['db', 'import', source, '--rebuild'], { env: home }).code).toBe(0)
    expect(occtet(['db', 'verify'], { env: home }).code).toBe(0)
  })
})
