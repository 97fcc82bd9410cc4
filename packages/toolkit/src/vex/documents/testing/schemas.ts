/** Official schemas and validators as independent judges of what we write. */
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { sharedPath } from '../../../../../../tests/shared.ts'

export type Judge = (text: string) => readonly string[]

/** Messages of the schema in a file of the shared test data; none where the document is valid. */
export function judgeBySchema(path: string): Judge {
  const text = readFileSync(sharedPath(path), 'utf8')
  const schema = JSON.parse(text, (key, value: unknown) =>
    isElsewhere(key, value) ? undefined : value,
  ) as object
  const validate = addFormats
    .default(new Ajv2020({ strict: false, allErrors: false, validateFormats: true }))
    .compile(schema)
  return (document) =>
    validate(JSON.parse(document))
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`)
}

/** A reference to what does not lie here: CVSS schemas, the dialect of CSAF 2.1. */
function isElsewhere(key: string, value: unknown): boolean {
  if (typeof value !== 'string') return false
  return key === '$ref' ? value.startsWith('https:') : key === '$schema' && value.includes('csaf')
}

export type CsafTest = (document: unknown) => Verdict | Promise<Verdict>
type Verdict = { readonly isValid?: boolean; readonly errors?: readonly unknown[] }

/** Tests of the validator library by the name of its module; it comes without types. */
export async function loadCsafTests(module: string): Promise<readonly (readonly [string, CsafTest])[]> {
  const path: string = `@secvisogram/csaf-validator-lib/${module}.js`
  const loaded = (await import(/* @vite-ignore */ path)) as Readonly<Record<string, CsafTest>>
  return Object.entries(loaded)
}
