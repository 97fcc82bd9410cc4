/** Requirements, jumps, pre-releases, catalogs and the words of package managers: small tables. */
import { expect, test } from 'vitest'
import { parseCatalog } from './catalog-file.ts'
import { isPreRelease, jumpOf } from './jump.ts'
import { formatReason, toReason } from './reasons.ts'
import { reasonCodes } from './model.ts'
import { allows } from './requirement.ts'
import { tools } from './tools/registry.ts'
import { type Ask, inStyleOf, shell } from './tools/tool.ts'

test.each<[string, string, string, boolean | undefined]>([
  ['npm', '^1.2.0', '1.9.0', true],
  ['npm', '^1.2.0', '2.0.0', false],
  ['npm', '^1.2.0', '1.9.0-rc.1', false],
  ['npm', '^1.9.0-rc.0', '1.9.0-rc.1', true],
  ['npm', '', '9.0.0', true],
  ['npm', 'latest', '9.0.0', undefined],
  ['npm', '^0.2.1', '0.3.0', false],
  ['cargo', '1.2', '1.9.0', true],
  ['cargo', '0.2.1', '0.3.0', false],
  ['cargo', '=1.2.0', '1.2.1', false],
  ['cargo', '>=1.2, <3', '2.5.0', true],
  ['pypi', '>=1.0,<2.0', '1.5', true],
  ['pypi', '>=1.0,<2.0', '2.0', false],
  ['pypi', '^1.2', '1.9.1', true],
  ['pypi', '^0.2.3', '0.3.0', false],
  ['pypi', '~1.2', '1.2.9', true],
  ['pypi', '~1.2', '1.3', false],
  ['pypi', '~=1.2', '1.9', true],
  ['pypi', '*', '7', true],
  ['pypi', '>=2.0', '2.1rc1', false],
  ['gem', '~> 2.1', '2.9', true],
  ['gem', '~> 2.1.0', '2.2.0', false],
  ['composer', '^6.0 || ^7.0', '7.4.1', true],
  ['composer', '~1.2', '2.0.0', false],
  ['nuget', '1.0.0', '1.2.0', true],
  ['nuget', '[1.0.0]', '1.2.0', false],
  ['golang', 'v1.2.0', 'v1.9.0', true],
  ['golang', 'v1.2.0', 'v1.1.0', false],
  ['hex', '~> 1.2 or ~> 2.0', '2.3.0', true],
  ['hex', '>= 1.0.0 and < 2.0.0', '2.3.0', false],
  ['pub', '^0.1.2', '0.1.9', true],
  ['pub', '>=1.0.0 <2.0.0', '2.0.1', false],
])('%s %s allows %s: %s', (type, requirement, version, answer) => {
  expect(allows(type, requirement, version)).toBe(answer)
})

test.each<[string, string, string, string]>([
  ['npm', '1.2.3', '1.2.4', 'patch'],
  ['npm', '1.2.3', '1.3.0', 'minor'],
  ['npm', '1.2.3', '2.0.0', 'major'],
  ['npm', '0.2.3', '0.3.0', 'major'],
  ['cargo', '0.2.3', '0.2.4', 'patch'],
  ['cargo', '0.0.3', '0.0.4', 'major'],
  ['pypi', '0.2', '0.3', 'minor'],
  ['golang', 'v1.2.0', 'v1.3.0', 'minor'],
  ['maven', '2.14.0', '2.17.1', 'minor'],
  ['deb', '1.2-3', '1.2-4', 'unknown'],
])('%s %s to %s is %s', (type, from, to, jump) => {
  expect(jumpOf(type, from, to)).toBe(jump)
})

test.each<[string, string, boolean]>([
  ['npm', '1.0.0-rc.1', true],
  ['npm', '1.0.0', false],
  ['pypi', '1.0rc1', true],
  ['pypi', '1.0.post1', false],
  ['gem', '1.0.0.beta1', true],
  ['composer', 'v1.0.0-patch1', false],
  ['composer', '1.0.0-RC1', true],
  ['maven', '1.0-M2', true],
  ['maven', '31.1-jre', false],
  ['golang', 'v0.0.0-20200101000000-abcdefabcdef', false],
])('%s %s is a pre-release: %s', (type, version, answer) => {
  expect(isPreRelease(type, version)).toBe(answer)
})

test.each<[string | undefined, string]>([
  ['^1.0.0', '^2.0.0'],
  ['~1.0.0', '~2.0.0'],
  ['1.0.0', '2.0.0'],
  ['>=1 <2', '^2.0.0'],
  [undefined, '^2.0.0'],
])('the style of %s is kept: %s', (old, text) => {
  expect(inStyleOf(old, '2.0.0', ['^', '~', ''])).toBe(text)
})

test('no foreign text reaches a shell as anything but one word', () => {
  expect(shell('@scope/name@1.0.0')).toBe('@scope/name@1.0.0')
  expect(shell('a; rm -rf /')).toBe("'a; rm -rf /'")
  expect(shell("a'$(id)'\n")).toBe("'a'\\''$(id)'\\''?'")
  expect(shell('--upload')).toBe('')
  const hostile: Ask = {
    name: '-x',
    from: '1.0.0',
    to: '$(id)',
    requirement: '^1',
    isDirect: true,
    isOnlyVersion: true,
    dependents: ['`id`'],
  }
  for (const tool of tools) {
    const words = [
      tool.raise(hostile),
      tool.refresh?.(hostile),
      tool.override?.(hostile),
      tool.remove(hostile),
    ]
    for (const command of words.flatMap((one) => one?.commands ?? [])) {
      expect(command).not.toMatch(/(?:^|\s)-x/)
      expect(command.replaceAll(/'[^']*'/g, '')).not.toMatch(/[$`;|&]/)
    }
  }
})

test('each package manager can raise, and each format belongs to one', () => {
  const ask: Ask = {
    name: 'a',
    from: '1.0.0',
    to: '1.1.0',
    requirement: undefined,
    isDirect: true,
    isOnlyVersion: true,
    dependents: [],
  }
  for (const tool of tools) {
    const { commands = [], edits = [] } = tool.raise(ask)
    expect([...commands, ...edits].join(' '), tool.formats.join(' ')).toContain('a')
  }
  const formats = tools.flatMap((tool) => tool.formats)
  expect(new Set(formats).size).toBe(formats.length)
})

test('every reason has a sentence in both languages', () => {
  for (const code of reasonCodes) {
    const reason = toReason(code, { package: 'PACKAGE', from: '1', to: '2' })
    expect(reason.sentence).not.toMatch(/[{}]/)
    expect(formatReason(reason, 'de')).not.toBe(reason.sentence)
  }
})

test.each([
  '{',
  '{"schema":"other","packages":{}}',
  '{"schema":"occtet.version-catalog/1"}',
  '{"schema":"occtet.version-catalog/1","packages":{"pkg:npm/a@1":{}}}',
  '{"schema":"occtet.version-catalog/1","packages":{"pkg:npm/a":[]}}',
  '{"schema":"occtet.version-catalog/1","packages":{"pkg:npm/a":{"1.0.0":{"requires":["b"]}}}}',
  '{"schema":"occtet.version-catalog/1","packages":{"pkg:npm/a":{"1.0.0":{"requires":{"pkg:npm/b":1}}}}}',
])('no catalog: %s', (text) => {
  expect(parseCatalog(text)).toMatchObject({ ok: false, error: { code: 'CATALOG_INVALID' } })
})
