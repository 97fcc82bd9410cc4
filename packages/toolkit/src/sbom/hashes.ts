/** Digests that both formats accept: the length must fit the algorithm. */
import type { Hash } from '../model/index.ts'

const hexLength: Readonly<Record<Hash['algorithm'], number>> = {
  MD5: 32,
  'SHA-1': 40,
  'SHA-256': 64,
  'SHA-384': 96,
  'SHA-512': 128,
}

export function isWellFormedHash(hash: Hash): boolean {
  return hash.value.length === hexLength[hash.algorithm] && /^[0-9a-f]+$/.test(hash.value)
}

/** Undefined for an algorithm that the model does not hold or a value that is no such digest. */
export function toHash(algorithm: string, value: string): Hash | undefined {
  const name = algorithms.get(algorithm.toUpperCase().replace('-', ''))
  if (name === undefined) return undefined
  const hash = { algorithm: name, value: value.toLowerCase() }
  return isWellFormedHash(hash) ? hash : undefined
}

const algorithms: ReadonlyMap<string, Hash['algorithm']> = new Map([
  ['MD5', 'MD5'],
  ['SHA1', 'SHA-1'],
  ['SHA256', 'SHA-256'],
  ['SHA384', 'SHA-384'],
  ['SHA512', 'SHA-512'],
])
