/** CycloneDX JSON, 1.2 to 1.7 in and 1.4 to 1.7 out. */
import { err, type Issue, ok } from '../../../base/index.ts'
import type { BomLoss } from '../../document/bom.ts'
import type { BomCodec } from '../../document/codec.ts'
import { detectFormat } from '../../read/detect.ts'
import { openDocument } from '../../read/open.ts'
import { writtenVersions } from '../fit/schema.ts'
import { isWritten, toVersion, type Wanted } from '../fit/to-version.ts'
import { decodeTree } from './decode.ts'
import { encodeTree, type EncodedTree } from './encode.ts'
import { toDocumentPlace } from './places.ts'

export const cycloneDxJsonCodec: BomCodec = {
  syntax: 'cyclonedx-json',
  versions: writtenVersions,
  decode: (text, path) => {
    const opened = openDocument(text)
    if (!opened.ok) return err({ ...opened.error, level: 'error', path })
    const detected = detectFormat(opened.value.value)
    if (detected.kind !== 'cyclonedx') {
      const message = 'expected a CycloneDX document'
      return err({ code: 'FORMAT_UNSUPPORTED', level: 'error', path, message })
    }
    const decoded = decodeTree(detected.root, path)
    const issues = [...versionIssues(detected.versionProblem, path), ...decoded.issues]
    return ok({ ...decoded, issues })
  },
  encode: (document, version) => {
    const { tree, losses } = toVersioned(encodeTree(document), { version, syntax: 'cyclonedx-json' })
    return { text: `${JSON.stringify(tree, null, 2)}\n`, losses }
  },
}

/** Throws for a version that is not among `versions`: the caller chose it. */
export function toVersioned(
  encoded: EncodedTree,
  { version, syntax }: { version: string; syntax: Wanted['syntax'] },
): EncodedTree {
  if (!isWritten(version)) throw new Error(`no CycloneDX ${version} is written`)
  const { tree, losses } = toVersion(encoded.tree, { version, syntax })
  return { tree, losses: [...encoded.losses, ...losses.map(inDocument)] }
}

function inDocument(loss: BomLoss): BomLoss {
  return { ...loss, where: toDocumentPlace(loss.where) }
}

function versionIssues(problem: string | undefined, path: string): readonly Issue[] {
  return problem === undefined
    ? []
    : [{ code: 'FORMAT_VERSION_UNSUPPORTED', level: 'warning', path, message: problem }]
}
