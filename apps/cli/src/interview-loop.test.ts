/** The interview as it runs on a terminal, with a stream in place of the keyboard: what is shown, what lies on the disk. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scratch } from '../../../tests/cli.ts'
import { runAssess } from './commands/cra-assess.ts'
import { runInit } from './commands/cra-init.ts'
import type { Context } from './context.ts'

interface Terminal {
  readonly context: Context
  readonly home: string
  readonly said: () => string
  readonly printed: () => string
}

/** Lines arrive one by one, as from a person; after the last one the terminal is closed. */
function terminal(lines: readonly string[], home = scratch('terminal-home')): Terminal {
  let said = ''
  let printed = ''
  const encoder = new TextEncoder()
  async function* type(): AsyncGenerator<Uint8Array> {
    for (const line of lines) {
      await Promise.resolve()
      yield encoder.encode(`${line}\n`)
    }
  }
  const context: Context = {
    out: (text) => void (printed += text),
    drain: async () => Promise.resolve(),
    say: (text) => void (said += text),
    redraw: () => undefined,
    stdin: type(),
    env: { OCCTET_HOME: home },
    isInteractive: true,
    isOffline: false,
    hasColour: false,
    columns: 80,
    now: () => '2026-11-22T10:00:00Z',
  }
  return { context, home, said: () => said, printed: () => printed }
}

function tree(): string {
  const dir = scratch('interview')
  writeFileSync(join(dir, 'package.json'), '{"name":"sample","version":"1.0.0"}')
  mkdirSync(join(dir, 'docs'))
  writeFileSync(
    join(dir, 'docs', 'threat-model.md'),
    '# Threat model\nAssets, threats and measures of the product.\n',
  )
  return dir
}

function answersIn(home: string): string {
  return readFileSync(join(home, 'private', 'own-name', 'answers.yaml'), 'utf8')
}

test('init asks, assess asks, stops, and goes on where it stopped', { timeout: 60_000 }, async () => {
  const dir = tree()
  const first = terminal(['Own Name', '', 'Example GmbH'])
  expect(await runInit(first.context, dir, {})).toBe(0)
  const profile = readFileSync(join(dir, '.occtet', 'product.yaml'), 'utf8')
  expect(profile).toMatch(/^id: own-name\nproduct:\n {2}name: Own Name\n {2}version: 1\.0\.0\n/m)
  expect(profile).toMatch(/^ {2}name: Example GmbH$/m)

  const second = terminal(['assessor', '1', 'yes', 'perhaps', 'note looked up', '1', 'q'], first.home)
  expect(await runAssess(second.context, dir, { quick: true })).toBe(0)
  expect(second.said()).toMatch(/Who answers/)
  expect(second.said()).toMatch(/A1 {2}What do users get from you\?/)
  expect(second.said()).toMatch(/Legal basis: Art\. 3\(1\)/)
  expect(second.said()).toMatch(/Not understood: perhaps/)
  expect(second.printed()).toMatch(/Own Name: 3 of \d+/)
  expect(answersIn(first.home)).toMatch(/A5:\n {4}answer: none\n {4}by: assessor\n[^]*note: looked up/)

  const third = terminal(['D1', '', 'back', 'q'], first.home)
  expect(await runAssess(third.context, dir, { quick: true, by: 'assessor', lang: 'de' })).toBe(0)
  expect(third.said().split('›')[0]).toMatch(/A7 {2}Erstes Angebot in der EU/)
  expect(third.said()).toMatch(/docs\/threat-model\.md:\d/)
  expect(third.said()).toMatch(/› +2 {2}teilweise/)
  expect(answersIn(first.home)).toMatch(/D1:\n {4}answer: partial\n[^]*source: confirmed/)
  const spent = readFileSync(join(first.home, 'private', 'own-name', 'time-spent.ndjson'), 'utf8')
  expect(spent.trim().split('\n').length).toBe(4)
})

test('a terminal that closes, or nobody who says who answers, ends it without loss', {
  timeout: 60_000,
}, async () => {
  const dir = tree()
  const init = terminal([])
  await runInit(init.context, dir, { id: 'own-name' })
  const nobody = terminal([''], init.home)
  expect(await runAssess(nobody.context, dir, { quick: true })).toBe(0)
  expect(nobody.printed()).toMatch(/0 of \d+ questions answered/)
  const closed = terminal(['assessor', '1'], init.home)
  expect(await runAssess(closed.context, dir, { quick: true })).toBe(0)
  expect(answersIn(init.home)).toMatch(/A1:\n {4}answer: installed-software/)
})
