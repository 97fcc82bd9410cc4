/** `diligence.yaml`: decisions about components and reports to their makers; read strictly, written in one order. */
import { ok, type Result } from '../../base/index.ts'
import {
  type FileError,
  readBySpec,
  type Spec,
  text,
  texts,
  toJsonSchema,
  writeBySpec,
} from '../../small-files/index.ts'
import type { DiligenceFile } from './types.ts'

const day: Spec = { kind: 'text', form: 'day' }
const package_: Spec = { kind: 'text', form: 'package' }

const diligenceSpec: Spec = {
  kind: 'object',
  required: ['schema'],
  members: {
    schema: { kind: 'text', values: ['occtet.diligence/1'] },
    decisions: {
      kind: 'list',
      item: {
        kind: 'object',
        required: ['package', 'decision', 'why', 'by', 'at'],
        members: {
          package: package_,
          version: text,
          decision: { kind: 'text', values: ['accepted', 'accepted-with-measures', 'replace'] },
          why: text,
          measures: texts,
          checks: texts,
          supportEnds: text,
          maintainer: text,
          fallback: text,
          by: text,
          at: day,
          advisories: texts,
        },
      },
    },
    upstream: {
      kind: 'list',
      item: {
        kind: 'object',
        required: ['package', 'vulnerability', 'foundAt', 'by'],
        members: {
          package: package_,
          vulnerability: text,
          foundAt: day,
          reported: {
            kind: 'object',
            required: ['at', 'to'],
            members: { at: day, to: text, url: { kind: 'text', form: 'web-address' } },
          },
          notReported: { kind: 'text', values: ['maintainer-knows', 'no-maintainer'] },
          fix: {
            kind: 'object',
            required: ['at', 'url'],
            members: { at: day, url: { kind: 'text', form: 'web-address' } },
          },
          by: text,
        },
      },
    },
  },
}

/** The first thing that is wrong, with its line. */
export function parseDiligenceFile(source: string): Result<DiligenceFile, FileError> {
  const read = readBySpec(source, diligenceSpec)
  if (!read.ok) return read
  return ok({ decisions: [], upstream: [], ...(read.value as Pick<DiligenceFile, 'schema'>) })
}

/** The same content gives the same bytes. */
export function formatDiligenceFile(file: DiligenceFile): string {
  return writeBySpec(file, diligenceSpec, [
    'Due diligence on components (Art. 13(5)) and reports to their makers (Art. 13(6)). Fields: docs/reference/files.md',
  ])
}

/** JSON Schema of the file. */
export function diligenceSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'occtet.diligence/1',
    ...toJsonSchema(diligenceSpec),
  }
}
