/** Canonical JSON against the published cases and own ones (RFC 8785): what events, entries and openings are hashed as. */
import { expect, test } from 'vitest'
import {
  canonicalizeJson,
  formatCanonicalJson,
  type Json,
  parseJson,
} from '../../../packages/toolkit/src/base/index.ts'
import { describeShared } from '../../shared.ts'
import { readVectors } from './signatures.ts'

interface Row {
  readonly id: string
  readonly input: string
  readonly outputHex?: string
  readonly expect: 'accept' | 'reject'
}

describeShared('canonical JSON', () => {
  const { cases } = readVectors<{ readonly cases: readonly Row[] }>('jcs')

  test('all 43 texts have the canonical form of the vectors, or none', () => {
    expect(cases.length).toBe(43)
    const forms = cases.map(({ id, input }) => {
      const form = canonicalizeJson(input)
      return `${id}: ${form.ok ? Buffer.from(form.value).toString('hex') : 'none'}`
    })
    expect(forms).toEqual(
      cases.map((row) => `${row.id}: ${row.expect === 'accept' ? row.outputHex : 'none'}`),
    )
  })

  test('each refusal has its reason', () => {
    const refused = cases
      .filter((row) => row.expect === 'reject')
      .map(({ id, input }) => {
        const form = canonicalizeJson(input)
        return `${id}: ${form.ok ? 'accepted' : form.error.code}`
      })
    expect(refused).toEqual([
      'bad-nan: SYNTAX_INVALID',
      'bad-lone-surrogate: NOT_I_JSON',
      'bad-duplicate-key: NOT_I_JSON',
      'bad-trailing-comma: SYNTAX_INVALID',
      'bad-comment: SYNTAX_INVALID',
      'bad-overflow: NOT_I_JSON',
      'bad-bom: SYNTAX_INVALID',
    ])
  })

  test('a canonical form is its own, and a half pair or a huge number is found in names and depths as well', () => {
    const accepted = cases.filter((row) => row.expect === 'accept')
    const changed = accepted.filter(({ outputHex = '' }) => {
      const form = Buffer.from(outputHex, 'hex').toString()
      const again = canonicalizeJson(form)
      const parsed = parseJson(form)
      return (
        !again.ok ||
        again.value !== form ||
        !parsed.ok ||
        formatCanonicalJson(parsed.value.value as Json) !== form
      )
    })
    expect(changed.map(({ id }) => id)).toEqual([])
    const refused = ['{"\\udc00":1}', '[[{"a":["\\ud83d"]}]]', '{"a":[-1e999]}', '{"a":{"b":1,"b":1}}']
    expect(refused.filter((text) => canonicalizeJson(text).ok)).toEqual([])
    expect(canonicalizeJson(`${'['.repeat(5000)}${']'.repeat(5000)}`).ok).toBe(false)
    expect(canonicalizeJson('{"__proto__":1,"\\ud83d\\ude00":"\\u0000"}')).toEqual({
      ok: true,
      value: '{"__proto__":1,"😀":"\\u0000"}',
    })
  })
})
