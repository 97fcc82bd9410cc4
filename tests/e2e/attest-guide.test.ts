/** The guides to signed statements keep their promises: every command runs in its order, every answer is said as quoted. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../cli.ts'
import { createProduct, type Product } from './attest-product.ts'

function guide(name: string): string {
  return readFileSync(join(projectRoot, 'docs/guide', name), 'utf8')
}

/** Before a customer checks, the key has reached it; the day of the tests is 22 November 2026. */
function runAll(lines: readonly string[]): { readonly product: Product; readonly failed: readonly string[] } {
  const product = createProduct('guide')
  writeFileSync(product.at('app.tgz'), 'the artefact that is shipped')
  writeFileSync(product.at('manual.pdf'), 'a manual')
  const failed = lines.flatMap((line) => {
    if (line.includes('attest verify')) {
      writeFileSync(product.at('pub.pem'), product.ask('attest-key', ['attest', 'key']).pem)
    }
    const ran = product.run(line.split(' ').slice(1))
    return ran.code === 0 ? [] : [`${line}: ${ran.code} ${ran.stderr}`]
  })
  return { product, failed }
}

test('every command of the English guide runs in its order, and its answers are those that are said', () => {
  const blocks = [...guide('attest.md').matchAll(/```sh\n([^`]*?)\n```/g)].map(([, block]) => block ?? '')
  const lines = blocks.join('\n').split('\n')
  expect(lines).toHaveLength(9)
  const { product, failed } = runAll(lines)
  expect(failed).toEqual([])
  const verify = (line: string) => product.run(line.split(' ').slice(1))
  const [loose = '', fresh = ''] = lines.slice(-2)
  const said = [
    fresh,
    loose,
    loose.replace('--artefact app.tgz', '--artefact manual.pdf'),
    `${loose} --type vex`,
  ].map((line) => {
    const { stdout, code } = verify(line)
    return [stdout.split(':')[0], code]
  })
  expect(said).toEqual([
    ['VALID', 0],
    ['VALID, BUT PERHAPS OUT OF DATE', 0],
    ['NOT VALID', 1],
    ['NOT THERE', 1],
  ])
  for (const [words, code] of said)
    expect(guide('attest.md')).toMatch(new RegExp(`\\| ${words} \\|.*\\| ${code}`))
})

test('every command of the German guide runs in its order', () => {
  const lines = [...guide('attest.de.md').matchAll(/^\|.*`(occtet [^`]+)` \|/gm)].map(
    ([, line]) => line ?? '',
  )
  expect(lines).toHaveLength(8)
  const { product, failed } = runAll(lines)
  expect(failed).toEqual([])
  const { stdout } = product.run((lines.at(-1) ?? '').split(' ').slice(1))
  expect(stdout.startsWith('GÜLTIG, ABER VIELLEICHT ÜBERHOLT:')).toBe(true)
})

test('the guide names every kind', () => {
  const { stdout } = createProduct('kinds').run(['attest', 'create', '--help'])
  const kinds = /choices: ([^)]+)\)/.exec(stdout)?.[1]?.match(/[a-z]+/g) ?? []
  expect(kinds).toHaveLength(8)
  for (const kind of kinds) expect(guide('attest.md')).toContain(`| \`${kind}\` |`)
})

test.each(['attest.md', 'attest.de.md'])('every link of %s leads somewhere', (name) => {
  const links = [...guide(name).matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link ?? '')
  expect(links.length).toBeGreaterThan(0)
  expect(links.filter((link) => !existsSync(join(projectRoot, 'docs/guide', link)))).toEqual([])
})
