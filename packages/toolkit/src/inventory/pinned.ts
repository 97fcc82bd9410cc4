/** Which components are pinned: what a list of package URLs may name without promising too much. */
import type { Component } from '../model/index.ts'

/**
 * An exact version, or a place whose content the lock file fixes (git commit, folder of the tree). A requirement
 * such as `>=2` and an archive behind an address are not pinned: what they stand for is decided elsewhere.
 */
export function isPinned(component: Component): boolean {
  return (
    component.isVersionResolved ||
    component.origin === 'git' ||
    component.origin === 'path' ||
    component.origin === 'workspace'
  )
}
