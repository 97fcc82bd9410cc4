/** SPDX licence expressions against the shared vectors, with spdx-expression-parse as second opinion. */
import { readFileSync } from 'node:fs'
import parseByPeer from 'spdx-expression-parse'
import { expect, test } from 'vitest'
import {
  formatLicenseExpression,
  type LicenseExpression,
  parseLicenseExpression,
} from '../../../packages/toolkit/src/model/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

type Tree = string | { readonly and: readonly [Tree, Tree] } | { readonly or: readonly [Tree, Tree] }

interface Row {
  readonly expression: string
  readonly spec: 'valid' | 'invalid' | 'valid in SPDX 3.0, not in 2.3' | 'not an expression'
  readonly tree?: Tree
  readonly peerValid: boolean
}

/** The vectors nest a run of one operator to the right. */
function toTree(expression: LicenseExpression): Tree {
  if (!('operands' in expression)) return formatLicenseExpression(expression)
  return expression.operands
    .map(toTree)
    .reduceRight((right, left) =>
      expression.kind === 'and' ? { and: [left, right] } : { or: [left, right] },
    )
}

function readRows(): readonly Row[] {
  return JSON.parse(readFileSync(sharedPath('vectors/licence-expressions/parse.json'), 'utf8')) as Row[]
}

describeShared('SPDX licence expressions', () => {
  test('each row parses or is refused as its spec says, in both editions', () => {
    const rows = readRows()
    const mismatches = rows.flatMap(({ expression, spec, tree }) => {
      const old = parseLicenseExpression(expression, '2.3')
      const current = parseLicenseExpression(expression)
      const isRight =
        old.ok === (spec === 'valid') &&
        current.ok === (spec === 'valid' || spec.startsWith('valid in SPDX 3.0'))
      const found = current.ok ? toTree(current.value) : undefined
      const hasTree = tree === undefined || JSON.stringify(found) === JSON.stringify(tree)
      return isRight && hasTree ? [] : [{ expression, spec, found, tree }]
    })
    expect(rows.length).toBeGreaterThan(90)
    expect(mismatches).toEqual([])
  })

  test('whatever the peer accepts, we accept, and the peer accepts our canonical text', () => {
    const mismatches = readRows().flatMap(({ expression, peerValid }) => {
      const ours = parseLicenseExpression(expression)
      if (!ours.ok) return peerValid ? [expression] : []
      try {
        parseByPeer(formatLicenseExpression(ours.value))
        return []
      } catch {
        return [expression]
      }
    })
    expect(mismatches).toEqual([])
  })
})
