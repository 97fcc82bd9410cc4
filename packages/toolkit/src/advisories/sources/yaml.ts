/** YAML files of advisories as plain tables of texts: versions, dates and words stay what was written. */
import { FAILSAFE_SCHEMA, load } from 'js-yaml'
import { err, limits, ok, type Result } from '../../base/index.ts'
import type { DropReason } from '../source-format.ts'
import { type Fields, isObject } from './fields.ts'

/** Characters of one advisory; the longest published one has under 100,000. */
const MAX_LENGTH = 4 * 1024 * 1024
/** Aliases share what they name, so that they cost nothing; no advisory uses more than a few. */
const MAX_ALIASES = 100

/**
 * The failsafe schema (YAML 1.2, section 10.1) knows texts, lists and tables only: `1.10`, `no` and `2020-01-01` stay
 * as written. Untrusted text in; never throws. Of a key that occurs twice the last one counts.
 */
export function parseYamlRecord(text: string): Result<Fields, DropReason> {
  if (text.length > MAX_LENGTH) return err('TOO_LARGE')
  const value = parse(text)
  if (value === undefined) return err('NOT_YAML')
  return isObject(value) ? ok(value) : err('NOT_A_RECORD')
}

function parse(text: string): unknown {
  try {
    return load(text, {
      schema: FAILSAFE_SCHEMA,
      json: true,
      maxAliases: MAX_ALIASES,
      maxDepth: limits.nesting,
    })
  } catch {
    // Syntax, limits, or an internal failure on hostile text: either way the caller reports NOT_YAML.
    return undefined
  }
}

/** The text of a scalar without the blanks around it; `~`, `null` and nothing are absent (YAML 1.2, section 10.2). */
export function yamlText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  return /^(?:~|null|Null|NULL|)$/.test(text) ? undefined : text
}

/** The texts of a list, or of a scalar that stands where a list was expected. */
export function yamlTexts(value: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value]
  return items.flatMap((item) => yamlText(item) ?? [])
}
