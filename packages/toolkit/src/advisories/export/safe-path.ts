/** Paths of an export on disks of all kinds: what must not be written, and what some systems cannot hold. */

/** Bytes of one name that every common file system takes. */
const MAX_SEGMENT = 255
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|[<>:"|?*]|[. ]$/i

/** `PATH_UNSAFE`: it leads out of the folder or cannot be a path at all; `PATH_NOT_PORTABLE`: not on every system. */
export function checkPath(path: string): 'PATH_NOT_PORTABLE' | 'PATH_UNSAFE' | undefined {
  let isPortable = true
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.' || segment === '..') return 'PATH_UNSAFE'
    // Control characters, NUL among them, and the other system's separator.
    if (/[\\\p{Cc}\p{Surrogate}]/u.test(segment) || encoder.encode(segment).length > MAX_SEGMENT)
      return 'PATH_UNSAFE'
    isPortable &&= !RESERVED.test(segment)
  }
  return isPortable ? undefined : 'PATH_NOT_PORTABLE'
}

const encoder = new TextEncoder()
