/** Third-party test data beside the project: tests that need it say so and are skipped visibly where it is absent. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe } from 'vitest'

const root = fileURLToPath(new URL('../../shared/', import.meta.url))

export const hasShared = existsSync(root)

/** Absolute path of a file or folder of the shared test data. */
export function sharedPath(relative: string): string {
  return `${root}${relative}`
}

/** A suite over shared data; its title says why it did not run where the data is absent. */
export function describeShared(title: string, suite: () => void): void {
  describe.skipIf(!hasShared)(
    hasShared ? title : `${title} (skipped: no shared test data beside the project)`,
    suite,
  )
}
