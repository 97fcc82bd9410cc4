/** The README keeps its promises: two commands before line 25, links that lead somewhere, codes that exist. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exitCodeMeanings } from '../../apps/cli/src/exit-codes.ts'
import { occtet, projectRoot } from '../cli.ts'

const text = readFileSync(join(projectRoot, 'README.md'), 'utf8')
const blocks = [...text.matchAll(/```sh\n([^`]*?)\n```/g)].map((match) => match[1] ?? '')

test('two one-line commands before line 25, the ones that CI runs', () => {
  expect(blocks.slice(0, 2).every((block) => !block.includes('\n'))).toBe(true)
  const second = text.indexOf(blocks[1] ?? 'missing')
  expect(text.slice(0, second).split('\n').length).toBeLessThan(25)
  expect(readFileSync(join(projectRoot, '.ci/run'), 'utf8')).toContain('README.md | head -2')
  expect(blocks[1]).toBe('npm ci && npm test')
})

test.each(['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/performance.md'])(
  'every relative link of %s leads somewhere',
  (file) => {
    const links = [
      ...readFileSync(join(projectRoot, file), 'utf8').matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g),
    ].map((match) => match[1] ?? '')
    const missing = links.filter(
      (link) => !/^https?:/.test(link) && !existsSync(join(projectRoot, file, '..', link)),
    )
    expect(missing).toEqual([])
  },
)

test('every exit code of the program stands in the README', () => {
  const row = text.split('\n').find((line) => line.startsWith('| 0 | 1 |')) ?? ''
  expect(row.match(/\d+/g)).toEqual(Object.keys(exitCodeMeanings))
})

test('every command that the README names has a help page', () => {
  const named = [...text.matchAll(/`occtet (check|inventory|scan|sbom|db|purl|version)\b/g)].map(
    (match) => match[1] ?? '',
  )
  expect(named.length).toBeGreaterThan(6)
  for (const command of new Set(named)) expect(occtet([command, '--help']).code).toBe(0)
})
