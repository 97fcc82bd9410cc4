/** Profile and answers on the disk: modes, what is never overwritten, history, other writers, a kill at any moment. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { scratch } from '../../../../tests/cli.ts'
import type { ProductProfile, QuestionnaireAnswer } from '../cra/index.ts'
import { answerOf } from '../cra/testing/answers.ts'
import {
  answersPlace,
  createProfileFile,
  profilePath,
  readAnswersFile,
  readProfileFile,
  saveAnswers,
} from './product-files.ts'

const profile: ProductProfile = {
  schema: 'occtet.product/1',
  id: 'sample',
  product: { name: 'Sample' },
  facts: {},
}

function fresh(answers?: 'tracked') {
  const dir = scratch('product')
  const given = answers === undefined ? profile : { ...profile, answers }
  return answersPlace(dir, given, join(dir, 'home', 'private'))
}

function mode(path: string): string {
  return (statSync(path).mode & 0o777).toString(8)
}

function logOf(path: string): readonly unknown[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown)
}

test('a profile is created once and never overwritten', () => {
  const dir = scratch('init')
  expect(readProfileFile(dir)).toEqual({ ok: true, value: undefined })
  expect(createProfileFile(dir, profile)).toBe(true)
  expect(createProfileFile(dir, { ...profile, id: 'other' })).toBe(false)
  expect(readProfileFile(dir)).toEqual({ ok: true, value: profile })
  expect(readFileSync(join(dir, '.occtet', '.gitignore'), 'utf8')).toMatch(/^private\/$/m)
  expect(existsSync(`${profilePath(dir)}.${process.pid}.tmp`)).toBe(false)
  writeFileSync(profilePath(dir), 'schema: occtet.product/1\nid: x\nproduct:\n  name: y\n  colour: red\n')
  const read = readProfileFile(dir)
  expect(read.ok ? '' : read.error.message).toMatch(/product\.yaml:5: product\.colour: no such name here/)
})

test('private answers are private, tracked ones lie with the product', async () => {
  const own = fresh()
  await saveAnswers(own, 'sample', { given: [answerOf('A1', 'device')] })
  expect([mode(own.privateFolder), mode(own.path), mode(own.log)]).toEqual(['700', '600', '600'])
  const team = fresh('tracked')
  await saveAnswers(team, 'sample', { given: [answerOf('A1', 'device')] })
  expect(team.path.endsWith(join('.occtet', 'answers.yaml'))).toBe(true)
  expect([mode(team.path), mode(team.log)]).toEqual(['644', '600'])
})

test('an answer is laid over what somebody else wrote meanwhile', async () => {
  const place = fresh()
  await saveAnswers(place, 'sample', { given: [answerOf('A1', 'device')] })
  await saveAnswers(place, 'sample', { given: [answerOf('A4', 'yes'), answerOf('A1', 'mobile-app')] })
  const read = readAnswersFile(place, 'sample')
  expect(read.ok && [...read.value.answers].map(([id, answer]) => [id, answer.value])).toEqual([
    ['A1', { kind: 'choice', option: 'mobile-app' }],
    ['A4', { kind: 'scale', value: 'yes' }],
  ])
  expect(readAnswersFile(place, 'other').ok).toBe(false)
})

test('the history keeps every word, also of changes by hand; the same answer twice is one line', async () => {
  const place = fresh()
  const [first, second] = [answerOf('D1', 'no'), answerOf('D1', 'partial')]
  await saveAnswers(place, 'sample', { given: [first] })
  await saveAnswers(place, 'sample', { given: [second] })
  await saveAnswers(place, 'sample', { given: [second] })
  writeFileSync(place.path, readFileSync(place.path, 'utf8').replace('partial', 'yes'))
  await saveAnswers(place, 'sample', { given: [answerOf('A4', 'yes')] })
  const rows = logOf(place.log) as { question: string; noticed?: boolean; entry: { answer: string } }[]
  expect(rows.map(({ question, noticed, entry }) => [question, entry.answer, noticed])).toEqual([
    ['D1', 'no', undefined],
    ['D1', 'partial', undefined],
    ['D1', 'yes', true],
    ['A4', 'yes', undefined],
  ])
})

test('a line that was torn by a kill spoils neither the history before nor after it', async () => {
  const place = fresh()
  await saveAnswers(place, 'sample', { given: [answerOf('D1', 'no')] })
  appendFileSync(place.log, '{"question":"D1","ent')
  await saveAnswers(place, 'sample', { given: [answerOf('D1', 'partial')] })
  const whole = readFileSync(place.log, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'))
  expect(whole.length).toBe(2)
})

test('a damaged answers file is told and left alone', async () => {
  const place = fresh()
  await saveAnswers(place, 'sample', { given: [answerOf('A1', 'device')] })
  const damaged = readFileSync(place.path, 'utf8').replace('device', 'boat')
  writeFileSync(place.path, damaged)
  const saved = await saveAnswers(place, 'sample', { given: [answerOf('A4', 'yes')] })
  expect(saved.ok ? '' : saved.error.message).toMatch(/answers\.yaml:\d+: A1: .*boat/)
  expect(readFileSync(place.path, 'utf8')).toBe(damaged)
})

/** Saves answer after answer and says which ones are safe, until it is killed. */
const child = `
import { answersPlace, saveAnswers } from ${JSON.stringify(new URL('./product-files.ts', import.meta.url).href)}
import { answerOf } from ${JSON.stringify(new URL('../cra/testing/answers.ts', import.meta.url).href)}
const [dir, privateRoot] = process.argv.slice(-2)
const place = answersPlace(dir, ${JSON.stringify(profile)}, privateRoot)
for (let round = 0; ; round++) {
  const id = 'E' + (1 + (round % 17))
  await saveAnswers(place, 'sample', { given: [{ ...answerOf(id, 'partial'), note: 'round ' + round }] })
  process.stdout.write(id + ' ' + round + '\\n')
}
`

test('killed at any moment, nothing that was acknowledged is lost', { timeout: 60_000 }, async () => {
  const root = scratch('killed')
  const script = join(root, 'child.mts')
  writeFileSync(script, child)
  const place = answersPlace(root, profile, join(root, 'private'))
  const acknowledged = new Map<string, number>()
  for (const wait of [40, 111, 187]) {
    const tsx = fileURLToPath(import.meta.resolve('tsx'))
    const run = spawn(process.execPath, [
      '--conditions=@occtet/source',
      `--import=${tsx}`,
      script,
      root,
      join(root, 'private'),
    ])
    let output = ''
    run.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    const [start] = (await Promise.race([once(run.stdout, 'data'), once(run, 'exit')])) as [unknown]
    expect(start).toBeInstanceOf(Buffer)
    await new Promise((done) => setTimeout(done, wait))
    const ended = once(run, 'exit')
    run.kill('SIGKILL')
    await ended
    acknowledged.clear()
    for (const line of output.split('\n').slice(0, -1)) {
      const [id = '', round = ''] = line.split(' ')
      acknowledged.set(id, Number(round))
    }
    const read = readAnswersFile(place, 'sample')
    if (!read.ok) throw new Error(read.error.message)
    for (const [id, round] of acknowledged) {
      const note = (read.value.answers.get(id) as QuestionnaireAnswer).note ?? ''
      expect(Number(note.split(' ')[1])).toBeGreaterThanOrEqual(round)
    }
    expect(acknowledged.size).toBeGreaterThan(0)
  }
  rmSync(root, { recursive: true, force: true })
})
