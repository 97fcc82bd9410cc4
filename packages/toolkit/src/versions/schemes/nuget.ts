/** NuGet: up to four numbers, then a Semantic Versioning pre-release that ignores case. */
import { defineScheme } from '../scheme.ts'
import { compareSemver, readSemver, type Semver } from '../semver-core.ts'

function read(text: string): Semver | undefined {
  return readSemver(text.toLowerCase())
}

export const nuget = defineScheme({ id: 'nuget', synonyms: ['.net', 'dotnet'], read, compare: compareSemver })
