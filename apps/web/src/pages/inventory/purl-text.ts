/** A purl as people read it: name and version. */
import { toPurlLabel } from '@occtet/ui'

export function toPurlText(purl: string): string {
  const { name, version } = toPurlLabel(purl)
  return version === '' ? name : `${name} ${version}`
}
