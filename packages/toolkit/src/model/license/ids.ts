/** The SPDX License List's identifiers and exceptions, found whatever their case. */
import licenseIds from 'spdx-license-ids/index.json' with { type: 'json' }
import deprecatedIds from 'spdx-license-ids/deprecated.json' with { type: 'json' }
import exceptionIds from 'spdx-exceptions/index.json' with { type: 'json' }
import deprecatedExceptionIds from 'spdx-exceptions/deprecated.json' with { type: 'json' }

const licenses = byLowerCase([...deprecatedIds, ...licenseIds])
const exceptions = byLowerCase([...deprecatedExceptionIds, ...exceptionIds])
const deprecated: ReadonlySet<string> = new Set([...deprecatedIds, ...deprecatedExceptionIds])

/** The identifier as the list spells it; ids match case-insensitively (SPDX 2.3, annex D.2). */
export function findLicenseId(text: string): string | undefined {
  return licenses.get(text.toLowerCase())
}

/** The exception as the list spells it, or undefined where the list has none of that name. */
export function findExceptionId(text: string): string | undefined {
  return exceptions.get(text.toLowerCase())
}

/** True for an identifier that the list keeps only for old documents. */
export function isDeprecatedLicenseId(id: string): boolean {
  return deprecated.has(id)
}

function byLowerCase(ids: readonly string[]): ReadonlyMap<string, string> {
  return new Map(ids.map((id) => [id.toLowerCase(), id]))
}
