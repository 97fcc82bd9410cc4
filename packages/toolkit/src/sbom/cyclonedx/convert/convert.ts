/**
 * CycloneDX to CycloneDX: another syntax, another version, without the neutral document in between, so that nothing is
 * lost but what the target has no place for.
 */
import { err, type Issue, ok, type Result } from '../../../base/index.ts'
import type { BomLoss } from '../../document/bom.ts'
import type { BomSyntax } from '../../document/codec.ts'
import { placeCharacters } from '../document/xml-characters.ts'
import { detectFormat } from '../../read/detect.ts'
import { openDocument } from '../../read/open.ts'
import { isWritten, toVersion } from '../fit/to-version.ts'
import { readCycloneDxXml } from '../xml/read-document.ts'
import { writeCycloneDxXml } from '../xml/write-document.ts'

export type CycloneDxSyntax = Extract<BomSyntax, 'cyclonedx-json' | 'cyclonedx-xml'>

export interface CycloneDxTarget {
  readonly syntax: CycloneDxSyntax
  /** `1.4` to `1.7`. */
  readonly version: string
}

export interface CycloneDxConversion {
  readonly text: string
  readonly from: { readonly syntax: CycloneDxSyntax; readonly version: string }
  /** Empty exactly when the new text says all that the old one said. */
  readonly losses: readonly BomLoss[]
}

/**
 * JSON is valid by the official schema of `version`, also where `text` was not; XML is where its schema asks for no more
 * than that of JSON and `../fit/xml-shape.ts`. Untrusted text: never throws; the error is why nothing could be read. Throws for a version that is not written: the caller chose it.
 */
export function convertCycloneDx(
  text: string,
  { syntax, version }: CycloneDxTarget,
): Result<CycloneDxConversion, Omit<Issue, 'level' | 'path'>> {
  if (!isWritten(version)) throw new Error(`no CycloneDX ${version} is written`)
  const opened = open(text)
  if (!opened.ok) return opened
  const { tree, from, losses } = opened.value
  const unsigned = withoutSignature(tree)
  const fitted = toVersion(unsigned.tree, { version, syntax })
  const before = [...losses, ...unsigned.losses, ...fitted.losses]
  if (syntax === 'cyclonedx-json') {
    return ok({ text: `${JSON.stringify(fitted.tree, null, 2)}\n`, from, losses: before })
  }
  const written = writeCycloneDxXml(fitted.tree, version)
  return ok({
    text: written.text,
    from,
    losses: [...before, ...placeCharacters(written.losses, fitted.tree)],
  })
}

interface Opened {
  readonly tree: Record<string, unknown>
  readonly from: CycloneDxConversion['from']
  readonly losses: readonly BomLoss[]
}

function open(text: string): Result<Opened, Omit<Issue, 'level' | 'path'>> {
  if (
    text
      .replace(/^\uFEFF/, '')
      .trimStart()
      .startsWith('<')
  ) {
    const read = readCycloneDxXml(text)
    if (!read.ok) return read
    const { tree, losses } = read.value
    return ok({ tree, losses, from: { syntax: 'cyclonedx-xml', version: String(tree.specVersion) } })
  }
  const opened = openDocument(text)
  if (!opened.ok) return opened
  const detected = detectFormat(opened.value.value)
  if (detected.kind !== 'cyclonedx') {
    return err({ code: 'FORMAT_UNSUPPORTED', message: 'expected a CycloneDX document' })
  }
  const version = typeof detected.root.specVersion === 'string' ? detected.root.specVersion : ''
  return ok({ tree: { ...detected.root }, losses: [], from: { syntax: 'cyclonedx-json', version } })
}

/** A signature is over the text as it was; over another text it would be a false one. */
function withoutSignature(tree: Record<string, unknown>): Pick<Opened, 'tree' | 'losses'> {
  if (tree.signature === undefined) return { tree, losses: [] }
  const { signature: _signature, ...rest } = tree
  const reason = 'The signature is over the document as it was.'
  return { tree: rest, losses: [{ where: 'signature', count: 1, kind: 'left-out', reason }] }
}
