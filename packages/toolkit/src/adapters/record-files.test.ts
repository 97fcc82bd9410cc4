/** Records on the disk: never overwritten by a start, changed one after the other, refused whole. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scratch } from '../../../../tests/cli.ts'
import {
  type DiligenceFile,
  formatDiligenceFile,
  parseDiligenceFile,
  type UpstreamReport,
} from '../cra/index.ts'
import { createRecordFile, updateRecordFile } from './record-files.ts'

const form = { parse: parseDiligenceFile, format: formatDiligenceFile }

function fresh() {
  const privateFolder = join(scratch('records'), 'private', 'sample')
  return { path: join(privateFolder, 'diligence.yaml'), privateFolder }
}

function adding(vulnerability: string) {
  const report: UpstreamReport = {
    package: 'pkg:npm/a',
    vulnerability,
    foundAt: '2026-11-01',
    by: 'the lead developer',
  }
  return (before: DiligenceFile | undefined): DiligenceFile => ({
    schema: 'occtet.diligence/1',
    decisions: [],
    upstream: [...(before?.upstream ?? []), report],
  })
}

test('a record is created once and never overwritten', async () => {
  const place = fresh()
  expect(await createRecordFile(place, 'first\n')).toBe(true)
  expect(await createRecordFile(place, 'second\n')).toBe(false)
  expect(readFileSync(place.path, 'utf8')).toBe('first\n')
  expect((statSync(place.path).mode & 0o777).toString(8)).toBe('600')
})

test('changes at the same time are all kept', async () => {
  const place = fresh()
  const names = Array.from({ length: 8 }, (_, at) => `own-${at}`)
  await Promise.all(names.map(async (name) => updateRecordFile(place, form, adding(name))))
  const read = parseDiligenceFile(readFileSync(place.path, 'utf8'))
  expect(read.ok && read.value.upstream.map((one) => one.vulnerability).sort()).toEqual(names)
})

test('what the file could not give back is not written; a broken file is left as it is', async () => {
  const place = fresh()
  await updateRecordFile(place, form, adding('own-1'))
  const before = readFileSync(place.path, 'utf8')
  expect(await updateRecordFile(place, form, adding(''))).toMatchObject({
    ok: false,
    error: { code: 'ENTRY_INVALID', message: expect.stringContaining('upstream[1].vulnerability') as string },
  })
  expect(readFileSync(place.path, 'utf8')).toBe(before)
  const other = fresh()
  await createRecordFile(other, 'schema: occtet.diligence/1\ncolour: red\n')
  const refused = await updateRecordFile(other, form, adding('own-1'))
  expect(refused.ok ? '' : refused.error.message).toMatch(/diligence\.yaml:2: colour: no such name/)
  expect(readFileSync(other.path, 'utf8')).toContain('colour: red')
})
