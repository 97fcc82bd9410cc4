/** The door for VEX documents: says by the content, not by the file's name, what a text is, and reads it. */
import { decodeUtf8, err, type Issue, ok, parseJson, type Result, sha256Hex } from '../../base/index.ts'
import { readCycloneDxXml } from '../../sbom/index.ts'
import { readCsafVex } from './csaf/read.ts'
import { readCycloneDxVex } from './cyclonedx/read.ts'
import { listOf, memberOf, textOf } from './fields.ts'
import { vexLimits } from './limits.ts'
import type { VexError } from './meta.ts'
import { readOpenVex } from './openvex/read.ts'
import { shown, type Source, type VexReading } from './reading.ts'
import { readSpdxVex } from './spdx/read.ts'

/**
 * OpenVEX 0.0.1 and 0.2.0, the VEX of CycloneDX 1.4 to 1.7 JSON and XML (also inside a BOM), CSAF 2.0 and 2.1, SPDX 3.0.1
 * JSON-LD. `path` names the document in issues. Untrusted: any bytes give a value or an error, never an exception;
 * nothing of a signature is checked.
 */
export function readVex(input: Uint8Array | string, path: string): Result<VexReading, VexError> {
  if (input.length > vexLimits.bytes)
    return err({
      code: 'FILE_TOO_LARGE',
      message: `at most ${vexLimits.bytes} bytes are read, found ${input.length}`,
    })
  const decoded = typeof input === 'string' ? ok(input) : decodeUtf8(input)
  if (!decoded.ok)
    return err({
      code: 'FILE_NOT_UTF8',
      message: `expected UTF-8, found another byte at ${decoded.error.offset}`,
    })
  const text = decoded.value.replace(/^\uFEFF/, '')
  if (text.trimStart().startsWith('<')) return readXmlVex(text, path)
  const json = parseJson(text)
  if (!json.ok) return json
  const reader = findReader(json.value.value)
  if (reader === undefined)
    return err({
      code: 'FORMAT_UNSUPPORTED',
      message: 'expected OpenVEX, CycloneDX, CSAF or SPDX 3, found other JSON',
    })
  const read = reader({ path, json: json.value, digest: sha256Hex(text) })
  const repeated = json.value.duplicates.slice(0, vexLimits.issues).map(
    ({ key, line }): Issue => ({
      code: 'DUPLICATE_KEY',
      level: 'warning',
      path,
      line,
      message: `the key ${shown(key)} occurs twice; the last one counts`,
    }),
  )
  return ok({ ...read, issues: [...repeated, ...read.issues] })
}

/** CycloneDX XML says what CycloneDX JSON does. */
function readXmlVex(text: string, path: string): Result<VexReading, VexError> {
  const opened = readCycloneDxXml(text)
  if (!opened.ok) return opened
  const { tree, lineOf } = opened.value
  return ok(
    readCycloneDxVex({ path, json: { value: tree, lineOf, duplicates: [] }, digest: sha256Hex(text) }),
  )
}

function findReader(value: unknown): ((source: Source) => VexReading) | undefined {
  const context = memberOf(value, '@context')
  const contexts = [context, ...(Array.isArray(context) ? (context as readonly unknown[]) : [])]
  const names = contexts.filter((item) => typeof item === 'string')
  if (names.some((name) => name.includes('openvex'))) return readOpenVex
  if (names.some((name) => name.includes('spdx.org/rdf/3'))) return readSpdxVex
  if (textOf(value, 'bomFormat') === 'CycloneDX') return readCycloneDxVex
  const isBare = textOf(value, 'specVersion') !== undefined && listOf(value, 'vulnerabilities').length > 0
  if (isBare) return readCycloneDxVex
  return textOf(memberOf(value, 'document'), 'csaf_version') === undefined ? undefined : readCsafVex
}
