/** SPDX 2.2 and 2.3 JSON as a codec. */
import { err, type Issue, ok, type Result } from '../../../base/index.ts'
import type { BomCodec, DecodedBom } from '../../document/codec.ts'
import { detectFormat } from '../../read/detect.ts'
import { openDocument } from '../../read/open.ts'
import { documentIssues } from '../../read/source.ts'
import { decodeSpdx2 } from './decode.ts'
import { encodeSpdx2, type Spdx2Version, spdx2Versions } from './encode.ts'

/** Reads 2.1 too, leniently. */
export const spdxJsonCodec: BomCodec = {
  syntax: 'spdx-json',
  versions: spdx2Versions,
  decode: decodeSpdxJson,
  encode: (document, version) => {
    const { tree, losses } = encodeSpdx2(document, toVersion(version))
    return { text: `${JSON.stringify(tree, null, 2)}\n`, losses }
  },
}

/** Throws on a version that the codec does not list: the caller chose it. */
export function toVersion(version: string): Spdx2Version {
  const known = spdx2Versions.find((item) => item === version)
  if (known === undefined) throw new Error(`expected SPDX ${spdx2Versions.join(' or ')}, found ${version}`)
  return known
}

function decodeSpdxJson(text: string, path: string): Result<DecodedBom, Issue> {
  const opened = openDocument(text)
  if (!opened.ok) return err({ ...opened.error, level: 'error', path })
  const detected = detectFormat(opened.value.value)
  if (detected.kind !== 'spdx') {
    const message = 'expected an SPDX 2 document'
    return err({ code: 'FORMAT_UNSUPPORTED', level: 'error', path, message })
  }
  const decoded = decodeSpdx2(detected.root)
  return ok({ ...decoded, issues: documentIssues(opened.value, path) })
}
