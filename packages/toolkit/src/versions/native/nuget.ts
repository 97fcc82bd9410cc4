/** NuGet version ranges; a version without brackets is the lowest one allowed. */
import { readIntervals } from './interval.ts'
import type { NativeNotation } from './native-range.ts'

export const nugetRange: NativeNotation = {
  id: 'nuget',
  synonyms: [],
  parse: (text) => readIntervals(text, { scheme: 'nuget', bare: '>=' }),
}
