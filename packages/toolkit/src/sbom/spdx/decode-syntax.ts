/** Decodes SPDX 2 YAML, XML and RDF/XML, which nothing of ours writes. */
import { err, type Issue, type Result } from '../../base/index.ts'
import type { DecodedBom } from '../document/codec.ts'
import { decodeTree } from './document/tree.ts'
import { detectSpdx2Syntax, readSpdx2Syntax } from './read-syntax.ts'

/** Any syntax of SPDX 2; undefined where the text begins like none. Untrusted: never throws. */
export function decodeSpdx2Syntax(text: string, path: string): Result<DecodedBom, Issue> | undefined {
  const syntax = detectSpdx2Syntax(text)
  if (syntax === undefined) return undefined
  const read = readSpdx2Syntax(text, syntax)
  return read.ok ? decodeTree(read.value, path) : err({ ...read.error, level: 'error', path })
}
