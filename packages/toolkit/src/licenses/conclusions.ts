/** `.occtet/licenses.yaml`: what people concluded about licenses after looking, each with reason and source. */
import { err, ok, type Result } from '../base/index.ts'
import { parseLicenseExpression, parsePurl, type Purl } from '../model/index.ts'
import { type FileError, readBySpec, type Spec, toJsonSchema, writeBySpec } from '../small-files/index.ts'
import type { ConcludedLicense } from './facts/facts.ts'

/** With version: another version may be under another license. */
export interface Conclusion extends ConcludedLicense {
  readonly purl: Purl
}

const text: Spec = { kind: 'text' }

const conclusionsSpec: Spec = {
  kind: 'object',
  required: ['schema', 'conclusions'],
  members: {
    schema: { kind: 'text', values: ['occtet.licenses/1'] },
    conclusions: {
      kind: 'list',
      item: {
        kind: 'object',
        required: ['purl', 'expression', 'by', 'at', 'reason', 'source'],
        members: {
          purl: text,
          expression: text,
          by: text,
          at: { kind: 'text', form: 'time' },
          reason: text,
          source: text,
        },
      },
    },
  },
}

export function parseConclusions(source: string): Result<readonly Conclusion[], FileError> {
  const read = readBySpec(source, conclusionsSpec)
  if (!read.ok) return read
  const { conclusions } = read.value as { readonly conclusions: readonly Conclusion[] }
  for (const [index, { purl, expression }] of conclusions.entries()) {
    const field = `conclusions[${index}]`
    const parsed = parsePurl(purl)
    if (!parsed.ok || parsed.value !== purl)
      return fault(source, {
        text: purl,
        field: `${field}.purl`,
        message: 'expected a canonical purl with version',
      })
    const license = parseLicenseExpression(expression)
    if (!license.ok)
      return fault(source, { text: expression, field: `${field}.expression`, message: license.error.message })
  }
  return ok(conclusions)
}

function fault(
  source: string,
  {
    text: value,
    field,
    message,
  }: { readonly text: string; readonly field: string; readonly message: string },
): Result<never, FileError> {
  const at = source.split('\n').findIndex((line) => line.includes(value))
  return err({ code: 'FILE_VALUE_INVALID', line: Math.max(0, at) + 1, field, message })
}

const head = ['Licenses that people concluded: occtet licenses conclude']

/** Sorted by purl; the newest of a purl counts and stands alone. */
export function formatConclusions(conclusions: readonly Conclusion[]): string {
  const byPurl = new Map(conclusions.map((one) => [one.purl, one]))
  const sorted = [...byPurl].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
  return writeBySpec({ schema: 'occtet.licenses/1', conclusions: sorted }, conclusionsSpec, head)
}

export function conclusionsSchema(): Readonly<Record<string, unknown>> {
  const $schema = 'https://json-schema.org/draft/2020-12/schema'
  return { $schema, title: 'occtet.licenses/1', ...toJsonSchema(conclusionsSpec) }
}
