/** Versions of Maven that name one release (Maven, "Dependency Version Requirement Specification"). */

/** A plain version is used as it is; `[1.2]` pins; ranges, LATEST and RELEASE need a repository. */
export function exactVersion(requirement: string | undefined): string | undefined {
  if (requirement === undefined || requirement.includes('${') || /^(LATEST|RELEASE)$/.test(requirement))
    return undefined
  const pinned = /^\[([^,[\]()]+)\]$/.exec(requirement)?.[1]?.trim()
  return pinned ?? (/[[\](),]/.test(requirement) ? undefined : requirement)
}
