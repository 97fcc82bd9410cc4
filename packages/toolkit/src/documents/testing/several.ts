/** The sample as a tree of several products: two that share, one that nothing is known of, one with a hostile name. */
import type { TreeProduct } from '../../model/index.ts'
import type { ReportInput } from '../input.ts'
import { purl, sampleInput } from './sample.ts'

const [express, braces, left, minimist] = [
  purl('pkg:npm/express@4.18.2'),
  purl('pkg:npm/braces@3.0.2'),
  purl('pkg:npm/left-unknown'),
  purl('pkg:npm/minimist@1.2.5'),
]

const products: readonly TreeProduct[] = [
  { name: 'desk', path: '.', found: 'workspace', roots: [express, minimist], stated: [], basis: 'graph' },
  {
    id: 'pier',
    name: 'Pier',
    version: '2',
    path: 'apps/pier',
    found: 'profile',
    roots: [braces, express, left],
    stated: [],
    basis: 'graph',
  },
  { name: 'silent', path: 'apps/silent', found: 'profile', roots: [], stated: [left], basis: 'folder' },
  {
    name: "a'b`$(id)`<img src=x>\u001b[2J",
    found: 'workspace',
    roots: [purl('pkg:npm/cookie@0.5.0')],
    stated: [],
    basis: 'graph',
  },
]

export function severalInput(fields: Partial<ReportInput> = {}): ReportInput {
  const input = sampleInput(fields)
  return { ...input, inventory: { ...input.inventory, products } }
}
