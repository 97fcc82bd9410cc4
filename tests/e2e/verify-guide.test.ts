/** The guide for receivers of evidence keeps its promises: commands, sentences and links. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { packEvidence } from '../../packages/toolkit/src/adapters/evidence-package/index.ts'
import { buildEvidencePackage, words } from '../../packages/toolkit/src/evidence-package/index.ts'
import {
  artefacts,
  createSample,
  logKey,
  policy,
  STARTED,
} from '../../packages/toolkit/src/evidence-package/testing/sample.ts'
import { occtet, projectRoot, scratch } from '../cli.ts'

const dir = scratch('verify-guide')

function guide(name: string): string {
  return readFileSync(join(projectRoot, 'docs/guide', name), 'utf8')
}

/** Cosigned an hour ago, so that nothing is old on the day of the test. */
beforeAll(async () => {
  const cosignedAt = (): number => (Date.now() - STARTED) / 3_600_000 - 1
  const { parts } = await createSample({ cosignedAt, olderSizes: [] })
  const files = buildEvidencePackage(parts)
  if (!files.ok) throw new Error(files.error.message)
  writeFileSync(join(dir, 'evidence.zip'), packEvidence(files.value))
  const forged = new Map(files.value).set('README.txt', new Uint8Array([1]))
  writeFileSync(join(dir, 'changed.zip'), packEvidence(forged))
  writeFileSync(join(dir, 'policy.txt'), policy)
  writeFileSync(join(dir, 'technical-documentation.html'), artefacts.technical)
})

function run(line: string) {
  const args = line.replaceAll('KEY', logKey).split(' ').slice(1)
  return occtet(args, { cwd: dir })
}

test.each(['verify.md', 'verify.de.md'])('every command of %s says yes', (name) => {
  const lines = [...guide(name).matchAll(/(?:^|`)(occtet [^`\n]+)/gm)].map(([, line]) => line ?? '')
  expect(lines).toHaveLength(4)
  const answers = lines.map((line) => ({ line, ...run(line) }))
  expect(answers.filter(({ code }) => code !== 0)).toEqual([])
  const said = name === 'verify.md' ? 'Nothing was changed: 9 records' : 'Nichts wurde verändert: 9 Einträge'
  expect([0, 2].every((at) => answers[at]?.stdout.startsWith(said) === true)).toBe(true)
})

test('the exit codes are those of the guide', () => {
  expect(run('occtet ledger verify evidence.zip').code).toBe(4)
  expect(run('occtet ledger verify changed.zip --policy policy.txt').code).toBe(1)
  expect(run('occtet ledger verify policy.txt --policy policy.txt').code).toBe(1)
})

test.each([
  ['verify.md', words.en, '3 Mar 2026'],
  ['verify.de.md', words.de, '03.03.2026'],
] as const)('%s quotes the sentences as they are said', (name, { headline }, asOf) => {
  const figures = {
    records: 12,
    proven: 11,
    attestations: 0,
    documents: 0,
    witnesses: 2,
    stamps: 0,
    where: 'X',
    asOf,
  }
  const said = [
    headline.valid(figures),
    headline.alone(figures),
    headline.unknown.LOG_KEY_NOT_COMPARED(figures),
    headline.unknown.CHECK_NOT_RUN(figures),
    headline.stale.CHECKPOINT_OLD(figures).split('. ')[0] ?? '',
    headline.stale.ATTESTATION_STALE(figures).split(', ')[1] ?? '',
    headline.invalid.RECORD_BROKEN({ ...figures, where: '7' }),
    headline.invalid.HISTORY_REWRITTEN(figures),
    headline.invalid.DOCUMENT_NOT_RECORDED(figures),
    headline.invalid.FILE_CHANGED(figures),
  ]
  expect(said.filter((sentence) => !guide(name).includes(sentence))).toEqual([])
})

test.each(['verify.md', 'verify.de.md'])('every link of %s leads somewhere', (name) => {
  const links = [...guide(name).matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link ?? '')
  expect(links.length).toBeGreaterThan(0)
  expect(links.filter((link) => !existsSync(join(projectRoot, 'docs/guide', link)))).toEqual([])
})
