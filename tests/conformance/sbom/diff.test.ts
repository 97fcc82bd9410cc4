/**
 * Two releases of a real product, from their lock files and with real advisories: what was added, removed and changed, and
 * what became vulnerable and no longer is. `UPDATE_GOLDEN=1` rewrites the golden file.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { main } from '../../../apps/cli/src/main.ts'
import type { Context } from '../../../apps/cli/src/context.ts'
import { schemas } from '../../../packages/contract/src/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

const golden = fileURLToPath(new URL('../../golden/sbom-diff/vulnerablecode.md', import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'occtet-sbom-diff-'))

interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function run(args: readonly string[], folder = join(home, 'full')): Promise<Said> {
  const said = { out: '', err: '' }
  const context: Context = {
    out: (text) => void (said.out += text),
    say: (text) => void (said.err += text),
    drain: async () => Promise.resolve(),
    redraw: () => undefined,
    stdin: (async function* () {})(),
    env: { OCCTET_HOME: folder, HOME: home },
    isInteractive: false,
    hasColour: false,
    isOffline: true,
    columns: 100,
    now: () => '2026-08-30T00:00:00Z',
  }
  const code = await main(args, context)
  return { code, ...said }
}

/** The tree of one release, in a folder of its own whose name is the same everywhere. */
function release(day: string): string {
  const folder = join(home, day)
  mkdirSync(folder, { recursive: true })
  const from = sharedPath(`data/inventories/lockfiles/pip/aboutcode-org__vulnerablecode@${day}`)
  cpSync(from, folder, { recursive: true })
  return folder
}

describeShared('two releases of VulnerableCode', () => {
  const [before, after] = [release('2021-05-30'), release('2026-08-21')]

  beforeAll(async () => {
    const imported = await run(['db', 'import', sharedPath('data/osv/pypa/PyPI/all.zip')])
    expect([imported.code, imported.err]).toEqual([0, expect.any(String)])
  }, 120_000)

  test('the whole comparison is that of the golden file', { timeout: 120_000 }, async () => {
    const { code, out } = await run(['sbom', 'diff', before, after, '--format', 'markdown'])
    expect(code).toBe(0)
    if (process.env['UPDATE_GOLDEN'] === '1') {
      mkdirSync(dirname(golden), { recursive: true })
      writeFileSync(golden, out)
    }
    expect(out).toBe(readFileSync(golden, 'utf8'))
  })

  test('the value fits its schema, and the mirror of it is the way back', { timeout: 120_000 }, async () => {
    const there = schemas['sbom-diff'].parse(
      JSON.parse((await run(['sbom', 'diff', before, after, '--json'])).out),
    )
    const back = schemas['sbom-diff'].parse(
      JSON.parse((await run(['sbom', 'diff', after, before, '--json'])).out),
    )
    expect(there.added).toEqual(back.removed)
    if (there.vulnerabilities.kind !== 'compared' || back.vulnerabilities.kind !== 'compared')
      throw new Error('expected vulnerabilities to be compared')
    expect(there.vulnerabilities.newly).toEqual(back.vulnerabilities.noLonger)
    const kinds = {
      added: there.added,
      removed: there.removed,
      changed: there.changed,
      newly: there.vulnerabilities.newly,
      noLonger: there.vulnerabilities.noLonger,
    }
    const empty = Object.entries(kinds).flatMap(([kind, list]) => (list.length === 0 ? [kind] : []))
    expect(empty).toEqual([])
  })

  test('as SBOMs of two formats it is the same comparison', { timeout: 120_000 }, async () => {
    const [old, now] = [join(home, 'before.cdx.json'), join(home, 'after.spdx.json')]
    for (const [tree, file, format] of [
      [before, old, 'cyclonedx-json'],
      [after, now, 'spdx-json'],
    ] as const)
      writeFileSync(file, (await run(['inventory', tree, '--format', format])).out)
    const ofFiles = schemas['sbom-diff'].parse(
      JSON.parse((await run(['sbom', 'diff', old, now, '--json'])).out),
    )
    const ofTrees = schemas['sbom-diff'].parse(
      JSON.parse((await run(['sbom', 'diff', before, after, '--json'])).out),
    )
    const keys = (all: readonly { readonly key: string }[]): readonly string[] => all.map(({ key }) => key)
    expect(keys(ofFiles.added)).toEqual(keys(ofTrees.added))
    expect(keys(ofFiles.removed)).toEqual(keys(ofTrees.removed))
    expect(ofFiles.vulnerabilities).toEqual(ofTrees.vulnerabilities)
  })

  test('without vulnerability data it says so, loudly, and claims nothing', {
    timeout: 120_000,
  }, async () => {
    const args = ['sbom', 'diff', before, after]
    const { code, out, err } = await run(args, join(home, 'empty'))
    expect([code, out.includes('Newly vulnerable')]).toEqual([0, false])
    expect(out).toContain('what became vulnerable is unknown')
    expect(err).toContain('NO VULNERABILITY DATA')
    expect((await run([...args, '--strict'], join(home, 'empty'))).code).toBe(4)
  })
})
