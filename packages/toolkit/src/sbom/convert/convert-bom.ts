/** From one format to another, with everything that did not come along. */
import { type Issue, type Result, err, ok } from '../../base/index.ts'
import { convertCycloneDx, type CycloneDxTarget } from '../cyclonedx/convert/convert.ts'
import type { BomDocument, BomLoss } from '../document/bom.ts'
import type { BomSyntax } from '../document/codec.ts'
import { findCodec, type ReadBom, readBom } from '../document/codecs.ts'

/** Where it was lost: `reading` names places of the text that came in, `writing` places of the neutral document. */
export interface ConversionLoss extends BomLoss {
  readonly while: 'reading' | 'writing'
}

export interface Conversion {
  readonly from: { readonly syntax: BomSyntax; readonly version: string }
  readonly to: { readonly syntax: BomSyntax; readonly version: string }
  readonly text: string
  /** Empty exactly when nothing was lost. */
  readonly losses: readonly ConversionLoss[]
  readonly issues: readonly Issue[]
  /** What was read. */
  readonly document: BomDocument
}

export interface ConversionWish {
  readonly to: BomSyntax
  /** One of those that the codec writes; the newest where it is absent. */
  readonly version?: string
}

/** Throws on a version that the format does not have: the caller chose it. */
export function convertBom(text: string, path: string, wish: ConversionWish): Result<Conversion, Issue> {
  const read = readBom(text, path)
  if (!read.ok) return read
  const codec = findCodec(wish.to)
  if (codec === undefined) {
    const message = `${wish.to} cannot be written`
    return err({ code: 'FORMAT_UNSUPPORTED', level: 'error', path, message })
  }
  const { document, losses, issues, syntax } = read.value
  const version = wish.version ?? codec.versions.at(-1) ?? ''
  if (isCycloneDx(syntax) && isCycloneDx(wish.to)) {
    return withinCycloneDx(text, path, { read: read.value, target: { syntax: wish.to, version } })
  }
  const encoded = codec.encode(document, version)
  return ok({
    from: { syntax, version: document.specVersion },
    to: { syntax: wish.to, version },
    text: encoded.text,
    losses: [
      ...losses.map((loss): ConversionLoss => ({ ...loss, while: 'reading' })),
      ...encoded.losses.map((loss): ConversionLoss => ({ ...loss, while: 'writing' })),
    ],
    issues,
    document,
  })
}

function isCycloneDx(syntax: BomSyntax): syntax is CycloneDxTarget['syntax'] {
  return syntax === 'cyclonedx-json' || syntax === 'cyclonedx-xml'
}

/** Within the family nothing has to pass through the neutral document, which has no place for much of it. */
function withinCycloneDx(
  text: string,
  path: string,
  { read, target }: { readonly read: ReadBom; readonly target: CycloneDxTarget },
): Result<Conversion, Issue> {
  const converted = convertCycloneDx(text, target)
  if (!converted.ok) return err({ ...converted.error, level: 'error', path })
  const { from, losses } = converted.value
  return ok({
    from,
    to: target,
    text: converted.value.text,
    losses: losses.map((loss): ConversionLoss => ({ ...loss, while: 'reading' })),
    issues: read.issues,
    document: read.document,
  })
}

export interface WrittenBom {
  readonly to: Conversion['to']
  readonly text: string
  readonly losses: readonly ConversionLoss[]
}

/** Throws on a version that the format does not have: the caller chose it. The newest where it names none. */
export function encodeBom(document: BomDocument, syntax: BomSyntax, wanted: string | undefined): WrittenBom {
  const codec = findCodec(syntax)
  if (codec === undefined) throw new Error(`${syntax} cannot be written`)
  const version = wanted ?? codec.versions.at(-1) ?? ''
  const { text, losses } = codec.encode(document, version)
  const told = losses.map((loss): ConversionLoss => ({ ...loss, while: 'writing' }))
  return { to: { syntax, version }, text, losses: told }
}

/** Versions that a format is written in, oldest first. */
export function versionsOfSyntax(syntax: BomSyntax): readonly string[] {
  return findCodec(syntax)?.versions ?? []
}
