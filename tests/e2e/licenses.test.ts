/** `occtet licenses` as a user runs it: what is declared, found and concluded, the notice file, and the gate. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { type Answer, ask } from '../ask.ts'
import { occtet, projectRoot, scratch } from '../cli.ts'

const tree = scratch('licenses')
const at = { cwd: tree, env: { OCCTET_HOME: scratch('licenses-home'), OCCTET_BY: 'reader' } }

/** As the lock file has them: what each package says of itself. */
const said: Readonly<Record<string, string | undefined>> = {
  plain: 'MIT',
  other: 'Apache-2.0',
  silent: undefined,
  bsd: 'BSD',
  either: '(MIT OR Apache-2.0)',
  copyleft: 'GPL-3.0-only',
}

function install(name: string, license: string | undefined, file?: string): void {
  const folder = join(tree, 'node_modules', name)
  mkdirSync(folder, { recursive: true })
  const own = license === undefined ? {} : { license }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', ...own }))
  if (file !== undefined) copyFileSync(file, join(folder, 'LICENSE'))
}

const mit = join(projectRoot, 'node_modules/ajv/LICENSE')

beforeAll(() => {
  const names = Object.keys(said)
  const dependencies = Object.fromEntries(names.map((name) => [name, '1.0.0']))
  const packages = Object.fromEntries(
    names.map((name) => [
      `node_modules/${name}`,
      { version: '1.0.0', ...(said[name] === undefined ? {} : { license: said[name] }) },
    ]),
  )
  const own = { name: 'shop', version: '1.0.0', dependencies }
  writeFileSync(join(tree, 'package.json'), JSON.stringify(own))
  writeFileSync(
    join(tree, 'package-lock.json'),
    JSON.stringify({
      name: 'shop',
      version: '1.0.0',
      lockfileVersion: 3,
      packages: { '': own, ...packages },
    }),
  )
  install('plain', 'MIT', mit)
  // It says Apache-2.0 and brings the text of another license.
  install('other', 'Apache-2.0', mit)
  install('silent', undefined)
  install('copyleft', 'GPL-3.0-only')
})

type Row = Answer<'licenses'>['components'][number]

function rows(): ReadonlyMap<string, Row> {
  const { components } = ask('licenses', ['licenses', 'list', tree], at)
  return new Map(components.map((row) => [row.purl.slice('pkg:npm/'.length).replace('@1.0.0', ''), row]))
}

test('declared, detected and unknown stay apart, and contradictions are told', () => {
  const all = rows()
  expect([...all.keys()].sort()).toEqual(Object.keys(said).sort())
  expect(all.get('plain')).toMatchObject({ effective: 'MIT', basis: 'declared', conflicts: [] })
  expect(all.get('plain')?.detected).toMatchObject([{ id: 'MIT', kind: 'full-text' }])
  expect(all.get('plain')?.obligations[0]).toMatchObject({ id: 'MIT', class: 'permissive' })
  expect(all.get('other')?.conflicts).not.toEqual([])
  expect([all.get('silent')?.basis, all.get('silent')?.effective]).toEqual(['unknown', undefined])
  expect(all.get('bsd')?.unread).toMatchObject([{ text: 'BSD' }])
  expect(
    all
      .get('either')
      ?.obligations.map(({ id }) => id)
      .sort(),
  ).toEqual(['Apache-2.0', 'MIT'])
  const text = occtet(['licenses', tree], at).stdout
  expect(text.indexOf('pkg:npm/silent')).toBeLessThan(text.indexOf('Licenses\n'))
})

test('the notice file holds texts and copyright lines, and says what it lacks', () => {
  const out = join(tree, 'NOTICE.txt')
  const ran = occtet(['licenses', 'notice', tree, '--out', out], at)
  expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining('NOT COMPLETE')])
  const notice = readFileSync(out, 'utf8')
  const copyright = /Copyright.*/.exec(readFileSync(mit, 'utf8'))?.[0] ?? 'none'
  expect(notice).toContain(copyright)
  expect(notice).toContain('pkg:npm/silent@1.0.0')
  expect(occtet(['licenses', 'notice', tree, '--strict'], at).code).toBe(4)
  const html = occtet(['licenses', 'notice', tree, '--format', 'html'], at).stdout
  expect(html).toContain('<html')
  expect(html).toContain('pkg:npm/copyleft@1.0.0')
})

test('a person concludes, with a source; the rest stays as it was', () => {
  const before = rows()
  const conclude = ['licenses', 'conclude', 'pkg:npm/silent@1.0.0']
  const words = ['--reason', 'read the site', '--source', 'https://example.org/license']
  expect(occtet([...conclude, 'BSD', ...words], at).code).toBe(2)
  expect(occtet([...conclude.slice(0, 2), 'pkg:npm/nobody@1.0.0', 'MIT', ...words], at).code).toBe(2)
  expect(occtet([...conclude, 'BSD-3-Clause', ...words], at).code).toBe(0)
  const after = rows()
  expect(after.get('silent')).toMatchObject({
    effective: 'BSD-3-Clause',
    basis: 'concluded',
    concluded: { by: 'reader', source: 'https://example.org/license' },
  })
  for (const name of ['plain', 'other', 'bsd', 'either', 'copyleft'])
    expect(after.get(name)).toEqual(before.get(name))
})

test('the gate judges licenses only, and ends with 1 where a rule is broken or cannot be judged', () => {
  mkdirSync(join(tree, '.occtet'), { recursive: true })
  const rule = (name: string, onUnknown = 'breach'): string =>
    `schema: occtet.policy/1
name: Ours
rules:
  - id: no-copyleft
    about: component
    category: license
    level: fail
    onUnknown: ${onUnknown}
    when: { license: { names: [${name}] } }
    because: We cannot fulfil it.
`
  writeFileSync(join(tree, '.occtet/policy.yaml'), rule('GPL-3.0-only'))
  const broken = ask('policy-report', ['licenses', 'check', tree], { ...at, code: 1 })
  expect(JSON.stringify(broken)).toContain('pkg:npm/copyleft@1.0.0')
  writeFileSync(join(tree, '.occtet/policy.yaml'), rule('AGPL-3.0-only'))
  // What nobody could read may be anything: it breaks a rule that must hold, unless the rule says otherwise.
  const unknown = occtet(['licenses', 'check', tree], at)
  expect([unknown.code, unknown.stdout]).toEqual([1, expect.stringContaining('pkg:npm/bsd@1.0.0')])
  writeFileSync(join(tree, '.occtet/policy.yaml'), rule('AGPL-3.0-only', 'pass'))
  ask('policy-report', ['licenses', 'check', tree], at)
})

test('a standard text without a copyright line is not a complete notice', () => {
  const bare = scratch('licenses-bare')
  const packages = { '': { name: 'bare' }, 'node_modules/left': { version: '1.0.0', license: 'MIT' } }
  writeFileSync(
    join(bare, 'package-lock.json'),
    JSON.stringify({ name: 'bare', lockfileVersion: 3, packages }),
  )
  const ran = occtet(['licenses', 'notice', bare, '--strict'])
  expect([ran.code, ran.stderr]).toEqual([4, expect.stringContaining('1 with the standard text')])
})
