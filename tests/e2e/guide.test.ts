/** The guides keep their promises: every command in them runs, in their order, on a small product. */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { occtet, projectRoot, scratch } from '../cli.ts'

function guide(name: string): string {
  return readFileSync(join(projectRoot, 'docs/guide', name), 'utf8')
}

/** The words of a line, quotes taken away. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '').slice(1)
}

/** Runs each line in turn and gives those that failed, with what they said. */
function runAll(lines: readonly string[]): readonly string[] {
  const dir = scratch('guide')
  writeFileSync(join(dir, 'package.json'), '{"name":"ledger-lite","version":"1.2.0"}')
  cpSync(join(projectRoot, 'tests/golden/cra-flow/manufacturer.yaml'), join(dir, 'answers.yaml'))
  const env = { OCCTET_HOME: scratch('guide-home'), OCCTET_BY: 'assessor' }
  const failed = lines.flatMap((line) => {
    const ran = occtet(wordsOf(line), { cwd: dir, env })
    return ran.code === 0 ? [] : [`${line}: ${ran.code} ${ran.stderr}`]
  })
  return existsSync(join(dir, '.occtet/product.yaml')) ? failed : [...failed, 'no product.yaml']
}

test('every command of the English guide runs in its order', { timeout: 60_000 }, () => {
  const blocks = [...guide('cra.md').matchAll(/```sh\n([^`]*?)\n```/g)].map(([, block]) => block ?? '')
  const lines = blocks.join('\n').split('\n')
  expect(lines.length).toBeGreaterThan(14)
  expect(lines.filter((line) => !line.startsWith('occtet '))).toEqual([])
  expect(runAll(lines)).toEqual([])
})

test('every command of the German guide runs in its order', { timeout: 60_000 }, () => {
  const lines = [...guide('cra.de.md').matchAll(/^\|.*`(occtet [^`]+)` \|/gm)].map(([, line]) => line ?? '')
  expect(lines.length).toBeGreaterThan(9)
  expect(runAll(lines)).toEqual([])
})

test.each(['cra.md', 'cra.de.md'])('every link of %s leads somewhere', (name) => {
  const links = [...guide(name).matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link ?? '')
  expect(links.length).toBeGreaterThan(0)
  expect(links.filter((link) => !existsSync(join(projectRoot, 'docs/guide', link)))).toEqual([])
})
