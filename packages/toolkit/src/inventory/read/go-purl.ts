/** Package URLs of Go modules (purl-spec, type `golang`). */
import type { PurlParts } from '../../model/index.ts'

export function goPurl(path: string, version?: string): PurlParts {
  const slash = path.lastIndexOf('/')
  return {
    type: 'golang',
    ...(slash < 0 ? {} : { namespace: path.slice(0, slash) }),
    name: path.slice(slash + 1),
    ...(version === undefined || version === '' ? {} : { version }),
  }
}
