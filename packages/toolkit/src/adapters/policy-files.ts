/** The policy of a product and the tests beside it: `.occtet/policy.yaml`, `.occtet/policy.test.yaml`. */
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { err, ok, type Result } from '../base/index.ts'
import {
  defaultPolicy,
  defaultPolicyText,
  type Policy,
  type PolicyCase,
  type PolicyFault,
  parsePolicy,
  parsePolicyCases,
} from '../policy/index.ts'
import { createDurably } from './cases-files.ts'
import type { Announce } from './outbox/model.ts'
import { readTextFile, readTreeText, type TextFileError } from './text-file.ts'

/** Small files: beyond this somebody put something else there. */
const largest = 512 * 1024

export interface LoadedPolicy {
  readonly policy: Policy
  /** Undefined: the product has none, and the default one holds. */
  readonly path: string | undefined
}

/** `message` says which file, which line, what is wrong. */
export interface PolicyFileProblem {
  readonly code: 'POLICY_UNREADABLE' | 'POLICY_INVALID'
  readonly message: string
}

export function policyPath(dir: string): string {
  return join(dir, '.occtet', 'policy.yaml')
}

/** `chosen`: another file than the product's own, which then has to be there. */
export function loadPolicy(dir: string, chosen?: string): Result<LoadedPolicy, PolicyFileProblem> {
  const path = chosen ?? policyPath(dir)
  const source = chosen === undefined ? readTreeText(path, largest) : readTextFile(path, largest)
  if (source === undefined) return ok({ policy: defaultPolicy(), path: undefined })
  const policy = parseWith(path, source, parsePolicy)
  return policy.ok ? ok({ policy: policy.value, path }) : policy
}

export function policyCasesPath(policyFile: string): string {
  return policyFile.replace(/(\.ya?ml)?$/, '.test.yaml')
}

/** Undefined where there are no tests beside the policy. */
export function loadPolicyCases(
  path: string,
  policy: Policy,
): Result<readonly PolicyCase[] | undefined, PolicyFileProblem> {
  const source = readTreeText(path, largest)
  if (source === undefined) return ok(undefined)
  return parseWith(path, source, (text) => parsePolicyCases(text, policy))
}

/** Writes the default policy as a file of the product's own; false where there is one, which is left as it is. */
export function createPolicyFile(dir: string, announce?: Announce<string>): boolean {
  const path = policyPath(dir)
  mkdirSync(dirname(path), { recursive: true })
  const announcement = announce?.(defaultPolicyText, undefined)
  return createDurably(path, defaultPolicyText, { mode: 0o644, announcement })
}

function parseWith<T>(
  path: string,
  source: Result<string, TextFileError>,
  parse: (source: string) => Result<T, PolicyFault>,
): Result<T, PolicyFileProblem> {
  if (!source.ok) return err({ code: 'POLICY_UNREADABLE', message: source.error.message })
  const parsed = parse(source.value)
  if (parsed.ok) return parsed
  const { line, field, message } = parsed.error
  const place = `${path}:${line}: ${field === '' ? '' : `${field}: `}`
  return err({ code: 'POLICY_INVALID', message: `${place}${message}` })
}
