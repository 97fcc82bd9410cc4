/** A named file that no format knows: what is said of it is what its bytes are, not only that its name is unknown. */
import type { Issue } from '../../base/index.ts'
import type { Inventory } from '../../model/index.ts'
import { openByteFile } from './byte-file.ts'

/** Unchanged where some format has read the file, or has said what is wrong with it. */
export function explainNoArchive(path: string, inventory: Inventory): Inventory {
  const [file, ...others] = inventory.files
  const isUnknown = file?.ecosystem === 'unknown' && file.status === 'unsupported' && others.length === 0
  const wrong = isUnknown ? findWrong(path) : undefined
  if (file === undefined || wrong === undefined) return inventory
  return {
    ...inventory,
    files: [{ ...file, status: 'unreadable', reason: wrong.message }],
    issues: inventory.issues.map((issue) =>
      issue.path === file.path && issue.code === 'FORMAT_UNSUPPORTED' ? { ...issue, ...wrong } : issue,
    ),
  }
}

type Wrong = Pick<Issue, 'code' | 'level' | 'message' | 'hint'>

function findWrong(path: string): Wrong | undefined {
  const kind = /\.(tar|tgz|tzst|zip|oci|gz|zst|zstd|jar|war|ear|aar|whl|egg|nupkg|vsix|xpi|ipa|apk)$/i.exec(
    path,
  )
  const { size, start } = readStart(path)
  if (size === 0) return { ...shared, code: 'SHAPE_UNEXPECTED', message: 'it is empty: it has no bytes' }
  if (kind === null) return undefined
  if (start.every((byte) => byte === 0)) {
    const message = 'it begins with zeros, as an empty tar archive does: there are no files in it'
    return { ...shared, code: 'SHAPE_UNEXPECTED', message }
  }
  const message = `its name says ${kind[0].toLowerCase()}, and its first bytes are those of no archive`
  return { ...shared, code: 'SYNTAX_INVALID', message }
}

const shared = {
  level: 'error',
  hint: 'make or fetch it again, and look whether that ended without an error',
} as const

function readStart(path: string): { readonly size: number; readonly start: Uint8Array } {
  const file = openByteFile(path)
  try {
    return { size: file.size, start: file.readAt(0, 512) }
  } finally {
    file.close()
  }
}
