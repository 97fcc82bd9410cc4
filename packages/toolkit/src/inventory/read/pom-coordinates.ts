/** What a pom takes from its parent where it says nothing itself. */
import type { Pom } from './pom.ts'

/** Its own or, unresolved, its parent's. */
export function groupOf(pom: Pom): string | undefined {
  return pom.groupId ?? pom.parent?.groupId
}

/** Its own or, unresolved, its parent's. */
export function versionOf(pom: Pom): string | undefined {
  return pom.version ?? pom.parent?.version
}
