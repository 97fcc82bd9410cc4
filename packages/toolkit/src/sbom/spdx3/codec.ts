/** SPDX 3.0.1 JSON-LD as a codec. */
import { err, type Issue, ok, type Result } from '../../base/index.ts'
import type { BomCodec, DecodedBom } from '../document/codec.ts'
import { openDocument } from '../read/open.ts'
import { documentIssues } from '../read/source.ts'
import { asFields } from '../read/values.ts'
import { decodeGraph } from './decode.ts'
import { encodeGraph } from './encode.ts'
import { openGraph } from './graph.ts'

const versions = ['3.0.1'] as const

/** In the plain form of the specification's own schema; contexts are compared, never fetched. */
export const spdx3JsonCodec: BomCodec = {
  syntax: 'spdx3-json',
  versions,
  decode: decodeSpdx3,
  encode: (document, version) => {
    if (!versions.some((item) => item === version)) throw new Error(`expected SPDX 3.0.1, found ${version}`)
    const { root, losses } = encodeGraph(document)
    return { text: `${JSON.stringify(root, null, 2)}\n`, losses }
  },
}

function decodeSpdx3(text: string, path: string): Result<DecodedBom, Issue> {
  const opened = openDocument(text)
  if (!opened.ok) return err({ ...opened.error, level: 'error', path })
  const root = asFields(opened.value.value)
  if (root === undefined) {
    const message = 'expected an SPDX 3 document, found JSON that is no object'
    return err({ code: 'SHAPE_UNEXPECTED', level: 'error', path, message })
  }
  const graph = openGraph(opened.value, root, path)
  if (!graph.ok) return graph
  const { document, losses, issues } = decodeGraph(graph.value, path)
  return ok({ document, losses, issues: [...documentIssues(opened.value, path), ...issues] })
}
