/** Lines of the members of a tree that was not read from JSON. */
import type { JsonPath } from '../../base/index.ts'

export interface LineMap {
  readonly note: (path: JsonPath, line: number) => void
  /** Of the innermost member around the path whose line is known; 1 where none is. */
  readonly lineOf: (path: JsonPath) => number
}

export function createLineMap(): LineMap {
  const lines = new Map<string, number>()
  return {
    note: (path, line) => {
      lines.set(path.join('\0'), line)
    },
    lineOf: (path) => {
      for (let length = path.length; length > 0; length--) {
        const line = lines.get(path.slice(0, length).join('\0'))
        if (line !== undefined) return line
      }
      return 1
    },
  }
}
