/** The registry of codecs, and the door for text of any of them: what it is, is said by its content. */
import { type Issue, type Result, err, ok } from '../../base/index.ts'
import { cycloneDxJsonCodec } from '../cyclonedx/document/json-codec.ts'
import { cycloneDxXmlCodec } from '../cyclonedx/document/xml-codec.ts'
import { detectFormat } from '../read/detect.ts'
import { contentStart, lookAtObject } from '../read/look.ts'
import { decodeSpdx2Syntax } from '../spdx/decode-syntax.ts'
import { spdxJsonCodec } from '../spdx/document/codec.ts'
import { spdxTagValueCodec } from '../spdx/tag-value/codec.ts'
import { spdx3JsonCodec } from '../spdx3/codec.ts'
import type { BomCodec, BomSyntax, DecodedBom } from './codec.ts'

/** One for each syntax, in the order of `bomSyntaxes`. */
export const bomCodecs: readonly BomCodec[] = [
  cycloneDxJsonCodec,
  cycloneDxXmlCodec,
  spdxJsonCodec,
  spdxTagValueCodec,
  spdx3JsonCodec,
]

/** Undefined where no codec is there for it. */
export function findCodec(syntax: BomSyntax): BomCodec | undefined {
  return bomCodecs.find((codec) => codec.syntax === syntax)
}

/** Undefined where the text is none of them, as far as its start and its own words say. It may be broken all the same. */
export function detectSyntax(text: string): BomSyntax | undefined {
  const at = contentStart(text)
  if (text[at] === '<')
    return /<(?:[\w.-]+:)?bom[\s/>]/y.test(text.slice(at, at + 200)) ? 'cyclonedx-xml' : undefined
  if (text[at] !== '{') return text.startsWith('SPDXVersion:', at) ? 'spdx-tag-value' : undefined
  const detected = detectFormat(lookAtObject(text, at))
  if (detected.kind === 'cyclonedx') return 'cyclonedx-json'
  if (detected.kind === 'spdx') return 'spdx-json'
  if (detected.kind === 'spdx3') return 'spdx3-json'
  return /"@context"\s*:/.test(text) && /"@graph"\s*:|"spdxId"\s*:/.test(text) ? 'spdx3-json' : undefined
}

export interface ReadBom extends DecodedBom {
  /** YAML, XML and RDF of SPDX 2 say what its JSON says, and count as that. */
  readonly syntax: BomSyntax
}

/** Untrusted: any text gives a document or the reason why there is none. */
export function readBom(text: string, path: string): Result<ReadBom, Issue> {
  const syntax = detectSyntax(text)
  const codec = syntax === undefined ? undefined : findCodec(syntax)
  if (syntax === undefined || codec === undefined) {
    const other = decodeSpdx2Syntax(text, path)
    if (other !== undefined) return other.ok ? ok({ ...other.value, syntax: 'spdx-json' }) : other
    const message =
      'expected CycloneDX (JSON, XML), SPDX 2 (JSON, tag-value, YAML, XML, RDF) or SPDX 3 (JSON-LD), found none of them'
    return err({ code: 'FORMAT_UNSUPPORTED', level: 'error', path, message })
  }
  const decoded = codec.decode(text, path)
  return decoded.ok ? ok({ ...decoded.value, syntax }) : decoded
}
