/** Dart and Flutter: Semantic Versioning, where build metadata does have an order (pub_semver). */
import { defineScheme, type Order } from '../scheme.ts'
import { compareIdentifiers, compareSemver, readSemver, type Semver, toIdentifiers } from '../semver-core.ts'

function compare(a: Semver, b: Semver): Order {
  return compareSemver(a, b) || compareBuild(a.build, b.build)
}

/** No build sorts before any build. */
function compareBuild(a: string, b: string): Order {
  return compareIdentifiers(a === '' ? [] : toIdentifiers(a), b === '' ? [] : toIdentifiers(b))
}

export const pub = defineScheme({ id: 'pub', synonyms: ['dart', 'flutter'], read: readSemver, compare })
