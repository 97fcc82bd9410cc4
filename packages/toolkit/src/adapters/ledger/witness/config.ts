/** The configuration of a witness: whose logs it cosigns, where its key and state lie, what it bears. */
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type JsonDocument, parseJson, sha256 } from '../../../base/index.ts'
import { parseVerifierKey, type Verifier } from '../../../translog/index.ts'
import { toVerifier } from '../../feddb/exchange/ed25519.ts'
import { reasonOf } from '../../feddb/errors.ts'
import { LedgerError } from '../errors.ts'

/** Trusted: whoever can change the file decides whose logs are cosigned. */
export interface WitnessConfig {
  /** Name of the witness's key: a host name, or such with a path. */
  readonly name: string
  /** Absolute paths. */
  readonly keyPath: string
  readonly stateDir: string
  /** Before every path of the server; empty, or `/` and at least one letter, without a `/` at the end. */
  readonly prefix: string
  /** By origin; several keys of one name while a log changes its key. */
  readonly logs: ReadonlyMap<string, readonly Verifier[]>
  readonly limits: WitnessLimits
}

export interface WitnessLimits {
  /** Requests of one log in a minute that would let it grow; as many again that would not. */
  readonly perMinute: number
  /** Requests that are worked on at once; more are told to come back. */
  readonly atOnce: number
}

const FORMAT = 'occtet-witness/v1'
const MAX_CONFIG_BYTES = 1024 * 1024
const defaults: WitnessLimits = { perMinute: 600, atOnce: 64 }
const members = ['format', 'name', 'key', 'state', 'prefix', 'logs', 'limits']

/**
 * JSON: `format` "occtet-witness/v1", `name`, `key` and `state` (paths, from the file's folder), `logs` (verifier keys);
 * optional `prefix`, and `limits` with `perMinute` and `atOnce`. Throws CONFIG_INVALID.
 */
export function readWitnessConfig(path: string): WitnessConfig {
  const { value, duplicates } = parse(path)
  const file = isRecord(value) ? value : {}
  const strange = [
    ...Object.keys(file).filter((key) => !members.includes(key)),
    ...duplicates.map(({ key }) => key),
  ]
  if (strange.length > 0) throw invalid(path, `no such member, or twice: ${strange.join(', ')}`)
  if (file['format'] !== FORMAT) throw invalid(path, `expected the format ${FORMAT}`)
  const text = (name: string): string => {
    const found = file[name]
    if (typeof found === 'string' && found !== '') return found
    throw invalid(path, `expected text in ${name}`)
  }
  const folder = dirname(resolve(path))
  return {
    name: text('name'),
    keyPath: resolve(folder, text('key')),
    stateDir: resolve(folder, text('state')),
    prefix: readPrefix(path, file['prefix']),
    logs: readLogs(path, file['logs']),
    limits: readLimits(path, file['limits']),
  }
}

function parse(path: string): JsonDocument {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path)
  } catch (cause) {
    throw new LedgerError('CONFIG_INVALID', `${path}: ${reasonOf(cause)}`, cause)
  }
  if (bytes.length > MAX_CONFIG_BYTES) throw invalid(path, `expected at most ${MAX_CONFIG_BYTES} bytes`)
  const parsed = parseJson(Buffer.from(bytes).toString('utf8'))
  if (!parsed.ok) throw invalid(path, `line ${parsed.error.line}: ${parsed.error.message}`)
  return parsed.value
}

function readPrefix(path: string, found: unknown): string {
  if (found === undefined) return ''
  if (typeof found === 'string' && /^(\/[A-Za-z0-9._~-]+)*$/.test(found)) return found
  throw invalid(path, 'expected a prefix such as /witness')
}

function readLogs(path: string, found: unknown): WitnessConfig['logs'] {
  if (!Array.isArray(found)) throw invalid(path, 'expected a list of verifier keys in logs')
  const logs = new Map<string, readonly Verifier[]>()
  for (const [at, text] of found.entries()) {
    const key = parseVerifierKey(sha256, typeof text === 'string' ? text : '')
    if (!key.ok) throw invalid(path, `logs[${at}]: ${key.error.code}: ${key.error.message}`)
    // ECDSA would need another verifier; our logs have Ed25519 keys.
    if (key.value.type !== 'ed25519') {
      throw invalid(path, `logs[${at}]: expected the Ed25519 key of a log, found ${key.value.type}`)
    }
    const { name } = key.value
    logs.set(name, [...(logs.get(name) ?? []), toVerifier(key.value)])
  }
  return logs
}

function readLimits(path: string, found: unknown): WitnessLimits {
  if (found === undefined) return defaults
  const limits = isRecord(found) ? found : {}
  const number = (name: keyof WitnessLimits): number => {
    const value = limits[name] ?? defaults[name]
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1_000_000) return value
    throw invalid(path, `expected a whole number from 1 to 1000000 in limits.${name}`)
  }
  return { perMinute: number('perMinute'), atOnce: number('atOnce') }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(path: string, message: string): LedgerError {
  return new LedgerError('CONFIG_INVALID', `${path}: ${message}`)
}
