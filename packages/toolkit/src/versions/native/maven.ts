/** Maven version ranges (POM reference, "Dependency Version Requirement Specification"). */
import { readIntervals } from './interval.ts'
import type { NativeNotation } from './native-range.ts'

export const mavenRange: NativeNotation = {
  id: 'maven',
  synonyms: [],
  parse: (text) => readIntervals(text, { scheme: 'maven', bare: '=' }),
}
