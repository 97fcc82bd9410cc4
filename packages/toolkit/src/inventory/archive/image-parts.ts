/** Where the parts of an image lie: below the root of an archive, or in the one folder that somebody packed them in. */
import type { ImageSource } from './image.ts'
import type { ArchiveEntry } from './model.ts'

const part =
  /^(?:[^/]+\/)?(blobs\/sha(?:256|512)\/[0-9a-f]{64,128}|[0-9a-f]{64}\/layer\.tar|[0-9a-f]{64}\.tar)$/

/** The path of a layer or another blob; undefined where the archive holds none. */
export function findImagePart(entries: readonly ArchiveEntry[]): string | undefined {
  return entries.find(({ kind, path }) => kind === 'file' && part.test(path))?.path
}

/** The folder that everything lies in; undefined where there is none. */
export function onlyFolder(entries: readonly ArchiveEntry[]): string | undefined {
  const first = entries.find(({ path }) => path !== '')
  const name = first?.path.split('/')[0] ?? ''
  const isAround = entries.every(
    ({ kind, path }) => path.startsWith(`${name}/`) || (path === name && kind === 'folder') || path === '',
  )
  return name !== '' && isAround ? name : undefined
}

/** The same archive, seen from one of its folders; places of files stay those of the archive. */
export function imageIn<T extends ImageSource>(source: T, folder: string): T {
  return {
    ...source,
    read: (path) => source.read(`${folder}/${path}`),
    resolve: (path) => source.resolve(`${folder}/${path}`),
  }
}
