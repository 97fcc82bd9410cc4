/** Where decisions lie: in the product's tree, in its private folder, or in the folder of the organisation. */
import { join } from 'node:path'
import { sha256Hex } from '../base/index.ts'
import type { DecisionRecord, VexSubject } from '../vex/index.ts'

/** One of the three places. Trusted: whoever can write there can change what a decision says. */
export interface DecisionFolder {
  readonly kind: 'tracked' | 'private' | 'organisation'
  readonly path: string
  /** Outside the user's tree, mode 0700: who writes holds the lock in it. */
  readonly lockFolder: string
  /** Folders that must not be symbolic links: `path`, and what leads to it in a tree that others can write. */
  readonly guarded: readonly string[]
}

export interface DecisionFolders {
  /** `.occtet/decisions` of the tree. */
  readonly tracked: DecisionFolder
  /** `private/PRODUCT/decisions`, mode 0700: under embargo, or asked for by the user. */
  readonly private: DecisionFolder
  readonly organisation: DecisionFolder
}

/**
 * `privateRoot`: folder of all private product folders. `organisation`: `$OCCTET_HOME/organisation`, or the folder that
 * `OCCTET_ORGANISATION` names; the decisions lie in its `decisions`. Nothing is made or read.
 */
export function decisionFolders(
  dir: string,
  product: VexSubject['id'],
  roots: { readonly privateRoot: string; readonly organisation: string },
): DecisionFolders {
  const own = join(roots.privateRoot, folderName(product))
  const tracked = join(dir, '.occtet', 'decisions')
  const kept = join(own, 'decisions')
  const shared = join(roots.organisation, 'decisions')
  const sharedLock = join(roots.privateRoot, '.organisation')
  return {
    tracked: { kind: 'tracked', path: tracked, lockFolder: own, guarded: [join(dir, '.occtet'), tracked] },
    private: { kind: 'private', path: kept, lockFolder: own, guarded: [own, kept] },
    organisation: { kind: 'organisation', path: shared, lockFolder: sharedLock, guarded: [shared] },
  }
}

/** The folder in which a decision belongs. */
export function folderOf(
  folders: DecisionFolders,
  { holds, embargoUntil }: Pick<DecisionRecord, 'holds' | 'embargoUntil'>,
  isPrivate: boolean,
): DecisionFolder {
  if (isPrivate || embargoUntil !== undefined) return folders.private
  return holds.scope === 'organisation' ? folders.organisation : folders.tracked
}

/** A product without profile is called like its folder, which may be called anything. */
function folderName(product: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/.test(product) ? product : `x-${sha256Hex(product).slice(0, 16)}`
}
