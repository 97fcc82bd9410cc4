/** Files that an import leaves out because their form is known to be no advisory: counted and named by form. */
import { findStranger, listStrangers, type SourceFile } from '../../advisories/index.ts'
import { compareCodeUnits, type Issue } from '../../base/index.ts'

export interface Strangers {
  /** False for a file that nobody knows. */
  readonly note: (file: SourceFile) => boolean
  /** One per form. `hasOthers`: something beside them could be read, so that nothing is lost. */
  readonly issues: (path: string, hasOthers: boolean) => readonly Issue[]
}

/** Characters of a file that are looked at. */
const SAMPLE = 1024 * 1024

export function createStrangers(): Strangers {
  const paths = new Map<string, string[]>()
  return {
    note: ({ path, text }) => {
      const stranger = findStranger({ path, text: text.slice(0, SAMPLE) })
      if (stranger === undefined) return false
      const known = paths.get(stranger.id)
      if (known === undefined) paths.set(stranger.id, [path])
      else known.push(path)
      return true
    },
    issues: (path, hasOthers) =>
      listStrangers().flatMap(({ id, title, reason }): readonly Issue[] => {
        const [first, ...more] = (paths.get(id) ?? []).toSorted(compareCodeUnits)
        if (first === undefined) return []
        const files = more.length === 0 ? first : `${more.length + 1} files such as ${first}`
        const message = `${files}: no advisories, but ${title}: ${reason}`
        return [{ code: 'FORMAT_UNSUPPORTED', level: hasOthers ? 'note' : 'error', path, message }]
      }),
  }
}
