/** What an uploaded archive is: a tree, which is kept as it came, or an image, of which what is in it is kept. */
import { openReceived, type ReceivedBytes } from '@occtet/toolkit/adapters'
import type { Inventory } from '@occtet/toolkit/model'
import type { ArchiveError } from './model.ts'
import { toArchiveError } from './open-archive.ts'

/** Plain data: it is found out on another thread. */
export type LookedInto =
  | { readonly kind: 'tree' }
  | { readonly kind: 'image'; readonly inventory: Inventory }
  | { readonly kind: 'refused'; readonly error: ArchiveError }

/** Untrusted bytes. Throws the system's error where a file cannot be opened. */
export async function lookInto(source: ReceivedBytes, name: string): Promise<LookedInto> {
  const archive = await openReceived(source, name)
  if (archive === undefined) return { kind: 'tree' }
  try {
    if (archive.failure !== undefined) return { kind: 'refused', error: toArchiveError(archive.failure) }
    return archive.isImage ? { kind: 'image', inventory: await archive.inventory() } : { kind: 'tree' }
  } finally {
    archive.close()
  }
}
