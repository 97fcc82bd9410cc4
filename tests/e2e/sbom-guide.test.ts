/** The guide to SBOMs keeps its promises: every command in it runs, in their order, and their JSON fits its schema. */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { standards, syntaxes } from '../../apps/cli/src/program/sbom.ts'
import { schemas } from '../../packages/contract/src/index.ts'
import { bomSyntaxes, findCodec, standardIds } from '../../packages/toolkit/src/sbom/index.ts'
import { occtet, projectRoot, scratch } from '../cli.ts'

const guide = readFileSync(join(projectRoot, 'docs/guide/sbom.md'), 'utf8')
const env = { OCCTET_HOME: scratch('sbom-home') }

function product(): string {
  const dir = join(scratch('sbom-guide'), 'product')
  cpSync(join(projectRoot, 'examples/webshop-api'), dir, { recursive: true })
  return dir
}

/** Runs a line as a shell would; `> FILE` is the only redirection that the guide needs. */
function run(line: string, dir: string): ReturnType<typeof occtet> {
  const [command = '', file] = line.split(' > ')
  const ran = occtet(command.split(' ').slice(1), { cwd: dir, env })
  if (file !== undefined) writeFileSync(join(dir, file), ran.stdout)
  return ran
}

function linesOf(text: string): readonly string[] {
  return [...text.matchAll(/```sh\n([^`]*?)\n```/g)].flatMap(([, block]) => (block ?? '').split('\n'))
}

test('every command of the guide runs in its order', { timeout: 120_000 }, () => {
  const dir = product()
  const lines = linesOf(guide)
  expect(lines.length).toBeGreaterThan(9)
  const failed = lines.flatMap((line) => {
    const ran = run(line, dir)
    return ran.code === 0 ? [] : [`${line}: ${ran.code} ${ran.stderr}`]
  })
  expect(failed).toEqual([])
  for (const file of ['sbom.spdx', 'sbom.xml', 'enriched.cdx.json', 'product.cdx.json'])
    expect([file, existsSync(join(dir, file))]).toEqual([file, true])
})

test('the JSON of each command fits its schema', { timeout: 120_000 }, () => {
  const dir = product()
  run('occtet inventory . --format cyclonedx-json > a.json', dir)
  run('occtet inventory . --format spdx-json > b.json', dir)
  const rows = [
    ['sbom-conversion', 'sbom convert a.json --to spdx-json'],
    ['sbom-score', 'sbom score a.json --from .'],
    ['sbom-diff', 'sbom diff a.json b.json'],
    ['sbom-merge', 'sbom merge a.json b.json --name hub'],
    ['sbom-enrich', 'sbom enrich b.json --from .'],
  ] as const
  for (const [name, command] of rows) {
    const ran = occtet([...command.split(' '), '--json'], { cwd: dir, env })
    const read = schemas[name].safeParse(JSON.parse(ran.stdout))
    expect([command, ran.code, read.success ? [] : read.error.issues]).toEqual([command, 0, []])
  }
})

test('what goes wrong has its exit code', { timeout: 120_000 }, () => {
  const dir = product()
  run('occtet inventory . --format cyclonedx-json > a.json', dir)
  const rows = [
    [2, 'sbom convert a.json --to nonsense'],
    [2, 'sbom convert a.json --to spdx-json --spec-version 9.9'],
    [3, 'sbom convert package.json --to spdx-json'],
    [3, 'sbom score nowhere.json'],
    [2, 'sbom score a.json --standard nonsense'],
    [4, 'sbom convert a.json --to spdx-json --strict'],
    [2, 'sbom merge a.json a.json --name twice'],
    [2, 'sbom enrich a.json'],
    [2, 'sbom enrich a.json --registries --offline'],
  ] as const
  for (const [code, command] of rows) {
    const ran = occtet(command.split(' '), { cwd: dir, env })
    expect([command, ran.code, ran.stderr === '']).toEqual([command, code, false])
  }
})

test('the help and the reference name what the toolkit has', () => {
  expect(syntaxes).toEqual([...bomSyntaxes])
  expect([...standards].sort()).toEqual([...standardIds].sort())
  const page = readFileSync(join(projectRoot, 'docs/reference/sbom-formats.md'), 'utf8')
  for (const syntax of bomSyntaxes) {
    const versions = findCodec(syntax)?.versions ?? []
    const row = page.split('\n').find((line) => line.startsWith(`| \`${syntax}\` |`))
    const written = row?.split('|')[3] ?? ''
    expect([
      syntax,
      [versions[0], versions.at(-1)].filter((one) => one !== undefined && !written.includes(one)),
    ]).toEqual([syntax, []])
  }
})
