/** Paths of neighbours, with forward slashes, relative to the folder of the file that is read. */

/** Joins and tidies `.` and `..`; a path that climbs higher than it came keeps its leading `..`. */
export function joinPath(folder: string, path: string): string {
  const parts: string[] = []
  for (const part of [...folder.split('/'), ...path.split('/')]) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts[parts.length - 1] !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}

/** Everything before the last slash; empty for a file in the same folder. */
export function parentPath(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
