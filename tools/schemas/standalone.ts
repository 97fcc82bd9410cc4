/** From one JSON schema to one stand-alone module: no schema is parsed and no code made from text at run time. */
import { fileURLToPath } from 'node:url'
import { _, type Ajv, type KeywordCxt } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import { build } from 'esbuild'
import { formats } from './formats.ts'
import { createUniqueItems } from './unique.ts'

/** Stops at the first error: with all of them, a hostile document costs quadratic time. */
export const ajvOptions = {
  strict: false,
  inlineRefs: false,
  formats,
  code: { source: true, esm: true, formats: _`formats` },
} as const

/** Lists are compared in linear time. */
export function withUniqueItems<A extends Ajv>(ajv: A): A {
  ajv.removeKeyword('uniqueItems')
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    error: { message: 'must NOT have duplicate items' },
    code(context: KeywordCxt) {
      if (context.schema !== true) return
      const { hasUniqueItems } = createUniqueItems()
      const check = context.gen.scopeValue('func', { ref: hasUniqueItems, code: _`unique.hasUniqueItems` })
      context.pass(_`${check}(${context.data})`)
    },
  })
  return ajv
}

/** Without what no validator needs: texts for people. */
export function isForPeople(key: string, value: unknown): boolean {
  const isText = ['description', 'title', '$comment'].includes(key) && typeof value === 'string'
  const isSample = (key === 'examples' && Array.isArray(value)) || key === 'meta:enum'
  return isText || isSample
}

/** The text of a module with one export, `validate`. */
export async function toModuleText(ajv: Ajv, schema: object, name: string): Promise<string> {
  const code = standalone
    .default(ajv, ajv.compile(schema))
    .replace('"use strict";', '')
    .replace(/export default [^;]+;/, '')
    .replace('export const validate', 'const check')
  const result = await build({
    stdin: {
      contents: toModule(code),
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
      loader: 'js',
    },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    target: 'node20',
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    write: false,
  })
  const [file] = result.outputFiles
  if (file === undefined) throw new Error(`esbuild made nothing of ${name}`)
  return file.text
}

/** The checker's code with the names that it refers to, behind a function that leaves nothing over. */
function toModule(code: string): string {
  return `
import { formats } from './formats.ts'
import { createUniqueItems } from './unique.ts'
const unique = createUniqueItems()
${code}
export function validate(document) {
  try {
    return check(document) ? [] : check.errors
  } finally {
    unique.reset()
  }
}
`
}
