/** Go modules: Semantic Versioning with pseudo-versions and `+incompatible`; the leading v is optional. */
import { defineScheme } from '../scheme.ts'
import { compareSemver, readSemver, type Semver } from '../semver-core.ts'

/** Releases of the Go tool itself: `go1.21`, `go1.21rc2`, `1.21beta1`. */
const toolchain = /^(?:go(\d+\.\d+(?:\.\d+)?)|(\d+\.\d+)(?=beta|rc))(?:(beta|rc)(\d+))?$/u

/**
 * Pseudo-versions need no rule of their own: their timestamp is part of the pre-release, so that they sort where
 * Go sorts them. `+incompatible` is build metadata and has no precedence (golang.org/x/mod/semver).
 */
function read(text: string): Semver | undefined {
  const trimmed = text.trim()
  const tool = toolchain.exec(trimmed)
  if (tool === null) return readSemver(trimmed)
  const [, named, bare, word, count] = tool
  const numbers = named ?? bare ?? ''
  return readSemver(word === undefined ? numbers : `${numbers}-${word}.${count ?? ''}`)
}

export const golang = defineScheme({ id: 'golang', synonyms: ['go', 'stdlib'], read, compare: compareSemver })
